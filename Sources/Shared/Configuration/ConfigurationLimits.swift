/// Limits on what configures the program.
public enum ConfigurationLimits {
  /// Bytes of a `.env` file that are read; a longer one is refused.
  public static let environmentFileBytes = 262_144
  /// How many letters may differ for a name to be suggested in place of an unknown one.
  public static let suggestionDistance = 3
  /// Bytes that a secret needs at least: 256 bits, the strength of the keys derived from it.
  public static let secretBytes = 32
}
