import Shared

/// A day that people name in tasks, with the rule that finds it in any year.
///
/// The sets are those of the United States (5 U.S.C. 6103 and common observances), the United
/// Kingdom (Banking and Financial Dealings Act 1971 and proclamations) and Germany (the Länder's
/// Feiertagsgesetze); Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms,
/// chapter 8). Moved single years (jubilees) are not rules and not known.
struct Holiday: Sendable {
  /// How its day is found.
  enum Rule: Sendable {
    /// The same date every year.
    case fixed(month: Int, day: Int)
    /// The nth weekday of a month; -1 the last.
    case nth(Int, Weekday, month: Int)
    /// The first weekday at or after a date.
    case onOrAfter(Weekday, month: Int, day: Int)
    /// Days after the nth weekday of a month.
    case afterNth(days: Int, Int, Weekday, month: Int)
    /// Days from Easter Sunday.
    case easter(Int)
    /// The last weekday before a date, with weeks to go back besides.
    case before(Weekday, month: Int, day: Int, weeks: Int)
    /// The weekday nearest to a date that falls on a weekend (observed on Friday or Monday).
    case observed(month: Int, day: Int)
    /// Tax day: 15 April, moved on past weekends and Emancipation Day.
    case taxDay
    /// Super Tuesday: the first Tuesday of March in leap years.
    case superTuesday
  }

  /// Its name in language tables.
  let name: Substring
  /// How its day is found.
  let rule: Rule

  /// Its day in a year, or nil where that year has none.
  func date(in year: Int) -> CivilDate? {
    guard (1...9_999).contains(year) else { return nil }
    switch rule {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .nth(let count, let weekday, let month):
      return Holiday.nth(count, weekday, month: month, of: year)
    case .onOrAfter(let weekday, let month, let day):
      return CivilDate(year: year, month: month, day: day)?.next(weekday)
    case .afterNth(let days, let count, let weekday, let month):
      return Holiday.nth(count, weekday, month: month, of: year)?.adding(days: days)
    case .easter(let days): return Holiday.easter(of: year).adding(days: days)
    case .before(let weekday, let month, let day, let weeks):
      return CivilDate(year: year, month: month, day: day)?
        .adding(days: -1).previous(weekday).adding(days: -7 * weeks)
    case .observed(let month, let day):
      return CivilDate(year: year, month: month, day: day).map(Holiday.observed)
    case .taxDay: return Holiday.taxDay(of: year)
    case .superTuesday:
      return CivilDate.isLeap(year) ? Holiday.nth(1, .tuesday, month: 3, of: year) : nil
    }
  }

  /// The nth weekday of a month; negative counts from its end.
  static func nth(_ count: Int, _ weekday: Weekday, month: Int, of year: Int) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1), count != 0 else { return nil }
    let found =
      count > 0
      ? first.next(weekday).adding(days: 7 * (count - 1))
      : first.endOfMonth.previous(weekday).adding(days: 7 * (count + 1))
    return found.month == month ? found : nil
  }

  /// Easter Sunday of the Gregorian calendar.
  static func easter(of year: Int) -> CivilDate {
    let golden = year % 19
    let century = year / 100
    let rest = year % 100
    let leapless = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - leapless + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let sum = epact + weekday - 7 * shift + 114
    return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
      ?? CivilDate(daysSinceEpoch: 0)
  }

  private static func observed(_ date: CivilDate) -> CivilDate {
    switch date.weekday {
    case .saturday: date.adding(days: -1)
    case .sunday: date.adding(days: 1)
    default: date
    }
  }

  private static func taxDay(of year: Int) -> CivilDate? {
    guard var day = CivilDate(year: year, month: 4, day: 15),
      let emancipation = CivilDate(year: year, month: 4, day: 16).map(observed)
    else { return nil }
    while day.weekday >= .saturday || day == emancipation { day = day.adding(days: 1) }
    return day
  }
}
