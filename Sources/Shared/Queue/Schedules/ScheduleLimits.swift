/// The limits of schedules.
public enum ScheduleLimits {
  /// The most bytes of an expression.
  public static let expressionBytes = 200
  /// How many years ahead the next time is looked for.
  public static let searchYears = 40
  /// The most due schedules one transaction fires.
  public static let firings = 500
  /// The most missed runs of one schedule that one transaction makes up for.
  public static let missedRuns = 100
  /// A run that is not later than this is no missed run.
  public static let grace: Duration = .seconds(60)
}
