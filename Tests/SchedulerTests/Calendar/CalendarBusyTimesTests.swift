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

  private static let freeBusy = """
    BEGIN:VCALENDAR
    BEGIN:VFREEBUSY
    UID:ada
    DTSTART:20261123T000000Z
    DTEND:20261224T000000Z
    FREEBUSY:20261124T080000Z/20261124T100000Z,20261130T080000Z/PT2H
    FREEBUSY;FBTYPE=FREE:20261124T100000Z/20261124T110000Z
    FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T110000Z/PT1H
    FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261124T130000Z/PT1H
    FREEBUSY;FBTYPE=X-ELSEWHERE:20261124T150000Z/PT1H
    FREEBUSY:20261201T000000Z/20261202T000000Z
    END:VFREEBUSY
    BEGIN:VEVENT
    UID:event
    DTSTART:20261124T120000Z
    DTEND:20261124T123000Z
    SUMMARY:Call
    END:VEVENT
    END:VCALENDAR

    """

  private func starts(_ preferences: PlanningPreferences) -> [String] {
    CalendarBusyTimes.times(
      of: [(calendar: UUID(), body: Self.freeBusy)],
      in: InstantRange(
        lower: Instant("2026-11-24T00:00:00Z"), upper: Instant("2026-12-01T00:00:00Z")),
      zone: .utc, rules: BusyRules(preferences: preferences, addresses: []),
      options: RecurrenceOptions()
    ).map { "\($0.range.lower?.description ?? "") \($0.title ?? "")" }
  }

  @Test("a feed of free and busy times takes time as events do, under the same settings")
  func freeBusyFeed() {
    var preferences = PlanningPreferences()
    #expect(
      starts(preferences) == [
        "2026-11-24T08:00:00Z ", "2026-11-24T11:00:00Z ", "2026-11-24T12:00:00Z Call",
        "2026-11-24T13:00:00Z ", "2026-11-24T15:00:00Z ", "2026-11-30T08:00:00Z ",
      ])
    preferences.isTentativeBusy = false
    preferences.isOutOfOfficeBusy = false
    #expect(
      starts(preferences) == [
        "2026-11-24T08:00:00Z ", "2026-11-24T12:00:00Z Call", "2026-11-24T15:00:00Z ",
        "2026-11-30T08:00:00Z ",
      ])
  }
}
