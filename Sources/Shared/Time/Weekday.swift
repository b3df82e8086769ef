/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday is 7.
public enum Weekday: Int, Hashable, Comparable, Sendable, CaseIterable {
  case monday = 1
  case tuesday
  case wednesday
  case thursday
  case friday
  case saturday
  case sunday

  /// The two letters of RFC 5545 section 3.3.10: `MO`, `TU`, …
  public var code: String {
    switch self {
    case .monday: "MO"
    case .tuesday: "TU"
    case .wednesday: "WE"
    case .thursday: "TH"
    case .friday: "FR"
    case .saturday: "SA"
    case .sunday: "SU"
    }
  }

  /// True where `lhs` comes first in a week that begins on Monday.
  public static func < (lhs: Weekday, rhs: Weekday) -> Bool {
    lhs.rawValue < rhs.rawValue
  }

  /// The weekday that many days later (or earlier, where negative).
  public func advanced(by days: Int) -> Weekday {
    Weekday(zeroBased: (rawValue - 1 + days % 7 + 7) % 7)
  }

  /// Days from `earlier` forward to this weekday: 0...6.
  public func daysAfter(_ earlier: Weekday) -> Int {
    (rawValue - earlier.rawValue + 7) % 7
  }

  /// The weekday by its number from Monday = 0; other numbers wrap around.
  init(zeroBased number: Int) {
    let index = ((number % 7) + 7) % 7
    self = Weekday.allCases[index]
  }
}
