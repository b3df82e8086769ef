extension CivilDate {
  /// Years that can be written: wide enough for every date of PostgreSQL (4713 BC to 5874897).
  public static let years = -32_768...5_900_000

  /// Day number of the first day of `years`.
  static let firstDay = days(year: years.lowerBound, month: 1, day: 1)
  /// Day number of the last day of `years`.
  static let lastDay = days(year: years.upperBound, month: 12, day: 31)

  /// Days since 1970-01-01 of a day of the calendar (Hinnant's `days_from_civil`). A day number
  /// outside its month counts on into the neighbours; the month has to be 1...12.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The weekday of a day counted from 1970-01-01, which was a Thursday.
  public static func weekday(ofDay daysSinceEpoch: Int) -> Weekday {
    Weekday(zeroBased: daysSinceEpoch + 3)
  }

  /// True for years of 366 days.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// 365 or 366.
  public static func daysInYear(_ year: Int) -> Int {
    isLeap(year) ? 366 : 365
  }

  /// 28...31; the month has to be 1...12.
  public static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The date that many days later (or earlier, where negative).
  public func adding(days: Int) -> CivilDate {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    return CivilDate(daysSinceEpoch: overflow ? (days < 0 ? .min : .max) : sum)
  }

  /// The same day of a later (or earlier) month; the month's last day where it has no such day.
  public func adding(months: Int) -> CivilDate {
    let span = CivilDate.years.count * 12
    let index = year * 12 + month - 1 + min(max(months, -span), span)
    let wanted = index >= 0 ? index / 12 : -((11 - index) / 12)
    let newYear = min(max(wanted, CivilDate.years.lowerBound), CivilDate.years.upperBound)
    let newMonth = index - wanted * 12 + 1
    return CivilDate(
      uncheckedYear: newYear, month: newMonth,
      day: min(day, CivilDate.daysInMonth(newMonth, of: newYear)))
  }

  /// The same day of a later (or earlier) year; 28 February where 29 February does not exist.
  public func adding(years: Int) -> CivilDate {
    let span = CivilDate.years.count
    return adding(months: min(max(years, -span), span) * 12)
  }

  /// Days from `earlier` to this date; negative where this date is the earlier one.
  public func days(since earlier: CivilDate) -> Int {
    daysSinceEpoch - earlier.daysSinceEpoch
  }

  /// The first day at or after this one that is that weekday.
  public func next(_ weekday: Weekday) -> CivilDate {
    adding(days: weekday.daysAfter(self.weekday))
  }

  /// The last day at or before this one that is that weekday.
  public func previous(_ weekday: Weekday) -> CivilDate {
    adding(days: -self.weekday.daysAfter(weekday))
  }

  /// The first day of this date's month.
  public var startOfMonth: CivilDate {
    CivilDate(uncheckedYear: year, month: month, day: 1)
  }

  /// The last day of this date's month.
  public var endOfMonth: CivilDate {
    CivilDate(
      uncheckedYear: year, month: month, day: CivilDate.daysInMonth(month, of: year))
  }

  /// ISO 8601's week number and the year that the week belongs to (the one its Thursday is in).
  public var weekOfYear: (year: Int, week: Int) {
    let thursday = previous(.monday).adding(days: 3)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }
}
