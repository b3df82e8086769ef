import Testing

@testable import Shared

@Suite("Series of calendar items")
struct CalendarSeriesTests {
  private func occurrences(
    _ lines: [String], from lower: String, to upper: String, zone: String = "UTC"
  ) throws -> [String] {
    let text = ["BEGIN:VCALENDAR"] + lines + ["END:VCALENDAR"]
    let calendar = ICalendar(parsing: Array(text.joined(separator: "\r\n").utf8))
    let from: Instant = try #require(Instant(lower))
    let to: Instant = try #require(Instant(upper))
    let window = InstantRange(lower: from, upper: to)
    let reader = try TimeZoneDatabase.system.zone(named: zone)
    return CalendarSeries.series(of: calendar.items).flatMap {
      $0.occurrences(in: window, floatingIn: reader).occurrences
    }.map { "\($0.range.lower?.description ?? "")/\($0.range.upper?.description ?? "")" }
  }

  private func event(_ lines: String...) -> [String] {
    ["BEGIN:VEVENT", "UID:1"] + lines + ["END:VEVENT"]
  }

  @Test("keep an exact length over a change of clocks, and a nominal one where DURATION names days")
  func lengths() throws {
    let night = event(
      "DTSTART;TZID=Europe/Berlin:20260328T220000", "DTEND;TZID=Europe/Berlin:20260329T060000",
      "RRULE:FREQ=DAILY;COUNT=2")
    #expect(
      try occurrences(night, from: "2026-03-28T00:00:00Z", to: "2026-04-01T00:00:00Z") == [
        "2026-03-28T21:00:00Z/2026-03-29T04:00:00Z", "2026-03-29T20:00:00Z/2026-03-30T03:00:00Z",
      ])
    let day = event("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1D")
    #expect(
      try occurrences(day, from: "2026-03-28T00:00:00Z", to: "2026-04-01T00:00:00Z") == [
        "2026-03-28T11:00:00Z/2026-03-29T10:00:00Z"
      ])
  }

  @Test("are found in a window that they only last into")
  func overlap() throws {
    let long = event("DTSTART:20260101T000000Z", "DTEND:20260111T000000Z", "RRULE:FREQ=MONTHLY")
    #expect(
      try occurrences(long, from: "2026-06-10T12:00:00Z", to: "2026-06-10T13:00:00Z") == [
        "2026-06-01T00:00:00Z/2026-06-11T00:00:00Z"
      ])
    #expect(try occurrences(long, from: "2026-06-11T00:00:00Z", to: "2026-06-12T00:00:00Z") == [])
  }

  @Test("take a whole day out where EXDATE is a date, and one instance where it is a time in UTC")
  func exceptions() throws {
    let twice = event(
      "DTSTART;TZID=America/New_York:20260105T090000", "RRULE:FREQ=DAILY;COUNT=3;BYHOUR=9,15",
      "EXDATE;VALUE=DATE:20260105", "EXDATE:20260106T140000Z")
    #expect(
      try occurrences(twice, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z").map {
        $0.prefix(20)
      } == [])
    let longer = event(
      "DTSTART;TZID=America/New_York:20260105T090000", "RRULE:FREQ=DAILY;COUNT=6;BYHOUR=9,15",
      "EXDATE;VALUE=DATE:20260105", "EXDATE:20260106T140000Z")
    #expect(
      try occurrences(longer, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z").map {
        String($0.prefix(20))
      } == ["2026-01-06T20:00:00Z", "2026-01-07T14:00:00Z", "2026-01-07T20:00:00Z"])
  }

  @Test("hold single dates with lengths of their own")
  func dates() throws {
    let dates = event(
      "DTSTART:20260105T090000Z", "DURATION:PT1H", "RDATE:20260107T090000Z",
      "RDATE;VALUE=PERIOD:20260109T090000Z/PT3H")
    #expect(
      try occurrences(dates, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") == [
        "2026-01-05T09:00:00Z/2026-01-05T10:00:00Z", "2026-01-07T09:00:00Z/2026-01-07T10:00:00Z",
        "2026-01-09T09:00:00Z/2026-01-09T12:00:00Z",
      ])
  }

  @Test("use the latest version of a component")
  func versions() throws {
    let both =
      event("DTSTART:20260105T090000Z", "SEQUENCE:3", "DTSTAMP:20260101T000000Z")
      + event("DTSTART:20260105T070000Z", "SEQUENCE:2", "DTSTAMP:20260102T000000Z")
    #expect(
      try occurrences(both, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z").map {
        String($0.prefix(20))
      } == ["2026-01-05T09:00:00Z"])
  }

  @Test("read floating times where their reader is")
  func floating() throws {
    let floating = event("DTSTART:20260705T090000", "DURATION:PT30M")
    #expect(
      try occurrences(
        floating, from: "2026-07-05T00:00:00Z", to: "2026-07-06T00:00:00Z", zone: "Asia/Tokyo")
        == ["2026-07-05T00:00:00Z/2026-07-05T00:30:00Z"])
  }

  @Test("take no time from a hostile rule")
  func hostile() throws {
    let hostile = event("DTSTART:20260105T090000Z", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")
    #expect(
      try occurrences(hostile, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z").count == 1)
  }
}
