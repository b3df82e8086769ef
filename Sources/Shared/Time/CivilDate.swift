/// A day of the proleptic Gregorian calendar, without time or zone.
///
/// Arithmetic counts days from 1970-01-01 by Howard Hinnant's algorithms
/// (`days_from_civil`, `civil_from_days`), so it needs no calendar object and no table.
/// Years run from -32768 to 5 881 000 or so, wider than RFC 5545 (0...9999) and PostgreSQL's dates;
/// year 0 is the one before year 1.
public struct CivilDate: Hashable, Sendable {
  private let storedYear: Int32
  private let storedMonth: UInt8
  private let storedDay: UInt8

  /// The year; 0 and below count backwards from year 1.
  public var year: Int { Int(storedYear) }

  /// The month, 1...12.
  public var month: Int { Int(storedMonth) }

  /// The day of the month, 1...31.
  public var day: Int { Int(storedDay) }

  /// The date with these numbers, or nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard CivilDate.years.contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(month, of: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// A date of parts that are known to be valid.
  init(uncheckedYear year: Int, month: Int, day: Int) {
    storedYear = Int32(truncatingIfNeeded: year)
    storedMonth = UInt8(truncatingIfNeeded: month)
    storedDay = UInt8(truncatingIfNeeded: day)
  }

  /// The date that many days after 1970-01-01; beyond the calendar's years, its first or last day.
  public init(daysSinceEpoch: Int) {
    let bounded = min(max(daysSinceEpoch, CivilDate.firstDay), CivilDate.lastDay)
    let shifted = bounded + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfMarchYear + 2) / 153
    let day = dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// Days since 1970-01-01; negative before it.
  public var daysSinceEpoch: Int {
    CivilDate.days(year: year, month: month, day: day)
  }

  /// The day of the week.
  public var weekday: Weekday {
    CivilDate.weekday(ofDay: daysSinceEpoch)
  }

  /// The day of the year, 1...366.
  public var dayOfYear: Int {
    daysSinceEpoch - CivilDate.days(year: year, month: 1, day: 1) + 1
  }
}

extension CivilDate: Comparable {
  /// True where `lhs` is the earlier day.
  public static func < (lhs: CivilDate, rhs: CivilDate) -> Bool {
    if lhs.storedYear != rhs.storedYear { return lhs.storedYear < rhs.storedYear }
    if lhs.storedMonth != rhs.storedMonth { return lhs.storedMonth < rhs.storedMonth }
    return lhs.storedDay < rhs.storedDay
  }
}
