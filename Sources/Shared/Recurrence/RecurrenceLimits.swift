/// What this module accepts and does at most. An expansion that meets a limit says so in its result.
public enum RecurrenceLimits {
  /// Bytes of one rule's text; a rule with every hour, minute, second and day of the year has 2 200.
  public static let ruleBytes = 8_192

  /// Numbers in one rule part.
  public static let listItems = 800

  /// The greatest INTERVAL and COUNT.
  public static let number = 2_147_483_647

  /// Steps of work for one expansion unless its options say otherwise: a period, month or candidate
  /// looked at is one step. A step takes about 10 ns.
  public static let work = 1_000_000

  /// Instances of one expansion unless its options say otherwise.
  public static let instances = 10_000

  /// Rules of one recurrence set.
  public static let rules = 20

  /// Single dates and exceptions of one recurrence set, each.
  public static let dates = 20_000

  /// The last year that has instances (RFC 5545 writes years with four digits).
  public static let lastYear = 9_999
}
