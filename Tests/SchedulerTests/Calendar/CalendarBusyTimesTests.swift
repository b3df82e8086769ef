import FoundationEssentials
import Shared
import Testing

@testable import Scheduler

@Suite struct CalendarBusyTimesTests {
  private static let series = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:daily
    DTSTART;TZID=Europe/Berlin:20261023T090000
    DTEND;TZID=Europe/Berlin:20261023T093000
    RRULE:FREQ=DAILY;COUNT=6
    SUMMARY:Stand-up
    END:VEVENT
    BEGIN:VEVENT
    UID:daily
    RECURRENCE-ID;TZID=Europe/Berlin;RANGE=THISANDFUTURE:20261025T090000
    DTSTART;TZID=Europe/Berlin:20261025T110000
    DTEND;TZID=Europe/Berlin:20261025T123000
    SUMMARY:Longer stand-up
    END:VEVENT
    BEGIN:VEVENT
    UID:daily
    RECURRENCE-ID;TZID=Europe/Berlin:20261027T090000
    DTSTART;TZID=Europe/Berlin:20261027T110000
    DTEND;TZID=Europe/Berlin:20261027T123000
    TRANSP:TRANSPARENT
    SUMMARY:Off
    END:VEVENT
    END:VCALENDAR

    """

  @Test(
    "an instance that is moved with all that follow moves the taken times, a single one only its")
  func thisAndFuture() throws {
    let rules = BusyRules(preferences: PlanningPreferences(), addresses: [])
    let times = CalendarBusyTimes.times(
      of: [(calendar: UUID(), body: Self.series)],
      in: InstantRange(
        lower: Instant("2026-10-20T00:00:00Z"), upper: Instant("2026-11-05T00:00:00Z")),
      zone: .utc, rules: rules, options: RecurrenceOptions())
    // The clocks go back on the 25th.
    #expect(
      times.map { "\($0.range.lower?.description ?? "") \($0.range.upper?.description ?? "")" } == [
        "2026-10-23T07:00:00Z 2026-10-23T07:30:00Z", "2026-10-24T07:00:00Z 2026-10-24T07:30:00Z",
        "2026-10-25T10:00:00Z 2026-10-25T11:30:00Z", "2026-10-26T10:00:00Z 2026-10-26T11:30:00Z",
        "2026-10-28T10:00:00Z 2026-10-28T11:30:00Z",
      ])
  }
}
