/// Limits on one typed line; reaching one gives a marked, partial result.
public enum LineLimits {
  /// UTF-8 bytes of one line that the grammar reads.
  public static let bytes = 4_096
}
