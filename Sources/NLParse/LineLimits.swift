/// Limits on one typed line; reaching one gives a marked, partial result.
public enum LineLimits {
  /// UTF-8 bytes of one line that the grammar reads.
  public static let bytes = 4_096

  /// Words, numbers and marks of one line; what follows stays title.
  public static let tokens = 512

  /// Bytes of one word that is looked up.
  public static let wordBytes = 48

  /// How deep phrases of time may stand in each other ("the day after the day after …").
  public static let phraseDepth = 4

  /// Steps of the parser a line; beyond, the rest stays title.
  public static let steps = 60_000

  /// Alternatives offered for one date.
  public static let alternatives = 3

  /// Lines of one pasted list.
  public static let batchLines = 200

  /// Projects, tags and members of one person that a line may name.
  public static let names = 2_000

  /// Directories of names that are kept at once.
  public static let directories = 1_000

  /// Seconds that a directory of names is kept for previews.
  public static let directorySeconds = 30

  /// Levels of sub-tasks that the indentation of a list may have.
  public static let batchDepth = 5

  /// Lines of one list that get suggestions; longer lists get none.
  public static let suggestedLines = 20

  /// Milliseconds for which one request waits for suggestions; what is late then is left out.
  public static let suggestionMilliseconds = 400

  /// Milliseconds for which a command or a mail waits for them, which may have to load the model.
  public static let slowSuggestionMilliseconds = 2_000

  /// Minutes of the longest estimate that a line gives, seven days; words that say more stay title.
  public static let estimateMinutes = 10_080

  /// Seconds of the longest stretch of times that counts as an estimate ("9 to 5"), twelve hours.
  public static let stretchSeconds = 43_200

  /// Bytes of an idempotency key.
  public static let keyBytes = 150
}
