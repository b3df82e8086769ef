import Shared
import Testing

@Suite("Civil dates")
struct CivilDateTests {
  @Test("count days from the epoch and back through every day of 3 000 years")
  func roundTrip() throws {
    var expected = CivilDate(daysSinceEpoch: -800_000)
    for day in -800_000...300_000 {
      let date = CivilDate(daysSinceEpoch: day)
      #expect(date.daysSinceEpoch == day)
      if date != expected {
        Issue.record("day \(day) gives \(date), expected \(expected)")
        return
      }
      let lastOfMonth = date.day == CivilDate.daysInMonth(date.month, of: date.year)
      let next =
        lastOfMonth
        ? CivilDate(
          year: date.month == 12 ? date.year + 1 : date.year,
          month: date.month == 12 ? 1 : date.month + 1, day: 1)
        : CivilDate(year: date.year, month: date.month, day: date.day + 1)
      expected = try #require(next)
    }
  }

  @Test(
    "know the weekday",
    arguments: [
      ("1970-01-01", Weekday.thursday), ("2026-11-20", .friday), ("2000-02-29", .tuesday),
      ("1900-01-01", .monday), ("9999-12-31", .friday), ("0001-01-01", .monday),
    ])
  func weekdays(text: String, weekday: Weekday) throws {
    let date = try #require(CivilDate(text))
    #expect(date.weekday == weekday)
    #expect(date.description == text)
  }

  @Test(
    "refuse days that no calendar has",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "2026-1-1",
      "20260101", "2026-01-01T", "", "2026-01-0x",
    ])
  func refusal(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test("add months by the calendar, clamped to the month's last day")
  func months() throws {
    let date = try #require(CivilDate("2024-01-31"))
    #expect(date.adding(months: 1).description == "2024-02-29")
    #expect(date.adding(months: 13).description == "2025-02-28")
    #expect(date.adding(months: -2).description == "2023-11-30")
    #expect(date.adding(years: 1).description == "2025-01-31")
    #expect(date.adding(months: .max).year == CivilDate.years.upperBound)
    #expect(date.adding(days: .min).year == CivilDate.years.lowerBound)
  }

  @Test(
    "number weeks as ISO 8601",
    arguments: [
      ("2026-01-01", 2026, 1), ("2027-01-01", 2026, 53), ("2024-12-30", 2025, 1),
      ("2021-01-03", 2020, 53), ("2026-11-20", 2026, 47),
    ])
  func weeks(text: String, year: Int, week: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.weekOfYear.year == year)
    #expect(date.weekOfYear.week == week)
  }

  @Test("find the weekday at or after a day, and at or before it")
  func neighbours() throws {
    let friday = try #require(CivilDate("2026-11-20"))
    #expect(friday.next(.friday) == friday)
    #expect(friday.next(.monday).description == "2026-11-23")
    #expect(friday.previous(.monday).description == "2026-11-16")
    #expect(Weekday.monday.advanced(by: -1) == .sunday)
    #expect(Weekday.sunday.advanced(by: 15) == .monday)
  }
}
