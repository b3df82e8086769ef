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
}
