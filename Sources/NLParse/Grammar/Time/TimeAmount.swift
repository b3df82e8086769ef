import Shared

/// An amount of time in the units that were named: "2 weeks", "an hour and a half".
struct TimeAmount: Hashable, Sendable {
  /// Calendar months.
  var months = 0
  /// Days.
  var days = 0
  /// Seconds.
  var seconds = 0
  /// Working days, Monday to Friday.
  var businessDays = 0
  /// Nominal seconds of all of it, as estimates count.
  var nominal = 0
  /// The finest unit that was named.
  var finest = TimeUnit.century
  /// The coarsest unit that was named.
  var coarsest = TimeUnit.second
  /// The amount of the only unit, where one unit and a whole amount were named.
  var count: Int?
  /// True where an amount was said ("2 days", "a day"), false for a bare unit ("day").
  var isCounted = true

  /// Adds so many of a unit; false where it is too much.
  mutating func add(_ amount: Double, _ unit: TimeUnit) -> Bool {
    let nominal = amount * Double(unit.seconds)
    guard amount >= 0, nominal < 1e11 else { return false }
    count = nominalIsZero && amount == amount.rounded() ? Int(amount) : nil
    self.nominal += Int(nominal.rounded())
    finest = min(finest, unit)
    coarsest = max(coarsest, unit)
    switch unit {
    case .second, .minute, .hour: seconds += Int(nominal.rounded())
    case .day, .night, .week, .fortnight, .weekend:
      let whole = Int(nominal) / 86_400
      days += whole
      seconds += Int(nominal.rounded()) - whole * 86_400
      if amount != amount.rounded(), unit == .day { finest = .hour }
    case .month, .quarter, .season, .year, .decade, .century:
      let each = unit.months
      let whole = Int(amount * Double(each))
      months += whole
      days += Int(((amount * Double(each) - Double(whole)) * 30).rounded())
    }
    if finest == .month, coarsest == .year { self.nominal = months * TimeUnit.month.seconds }
    return true
  }

  private var nominalIsZero: Bool { nominal == 0 }

  /// Moves a moment by it, forward or back; months first, then days, then seconds.
  func moved(_ start: CivilDateTime, forward: Bool) -> CivilDateTime {
    let sign = forward ? 1 : -1
    var date = start.date.adding(months: sign * months).adding(days: sign * days)
    var left = businessDays
    while left > 0 {
      date = date.adding(days: sign)
      if date.weekday <= .friday { left -= 1 }
    }
    return CivilDateTime(date, start.time).adding(wallSeconds: sign * seconds)
  }
}

extension TimeUnit: Comparable {
  /// True where `lhs` is the shorter one.
  static func < (lhs: TimeUnit, rhs: TimeUnit) -> Bool { lhs.rawValue < rhs.rawValue }

  /// Calendar months in it; 0 for units of days and less.
  var months: Int {
    switch self {
    case .month: 1
    case .quarter, .season: 3
    case .year: 12
    case .decade: 120
    case .century: 1_200
    default: 0
    }
  }
}
