/// How often a rule repeats: the FREQ part of RFC 5545 section 3.3.10, from rare to frequent.
public enum RecurrenceFrequency: Int, Hashable, Comparable, Sendable, CaseIterable {
  case yearly
  case monthly
  case weekly
  case daily
  case hourly
  case minutely
  case secondly

  /// The word in a rule: `YEARLY`, `MONTHLY`, …
  public var code: String {
    switch self {
    case .yearly: "YEARLY"
    case .monthly: "MONTHLY"
    case .weekly: "WEEKLY"
    case .daily: "DAILY"
    case .hourly: "HOURLY"
    case .minutely: "MINUTELY"
    case .secondly: "SECONDLY"
    }
  }

  /// Seconds of one unit of a clock's frequencies, 86 400 for those of the calendar.
  var unitSeconds: Int {
    switch self {
    case .hourly: 3_600
    case .minutely: 60
    case .secondly: 1
    default: 86_400
    }
  }

  /// True where `lhs` repeats less often.
  public static func < (lhs: RecurrenceFrequency, rhs: RecurrenceFrequency) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}
