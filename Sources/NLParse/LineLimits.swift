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

  /// The share of the neighbours' votes from which on a guess is filled in without asking; below it is
  /// only offered.
  public static let sureShare = 0.85

  /// Bytes of an idempotency key.
  public static let keyBytes = 150
}
