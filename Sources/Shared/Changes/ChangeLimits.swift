/// The limits of following what the app changes.
public enum ChangeLimits {
  /// The most changes that one transaction reads.
  public static let batch = 1_000
  /// Days for which changes are kept; a consumer that sleeps longer relies on the nightly audit.
  public static let keptDays = 14
  /// The most old changes that one statement deletes.
  public static let pruned = 5_000
}
