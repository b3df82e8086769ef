import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// Calendars that cost more than they may.
@Suite struct HostileCalendarTests {
  private let rules = BusyRules(preferences: PlanningPreferences(), addresses: [])
  private let window = InstantRange(
    lower: Instant("2026-11-23T00:00:00Z"), upper: Instant("2026-12-07T00:00:00Z"))

  private func calendar(_ events: [[String]]) -> String {
    let components = events.map { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }.joined()
    return (["BEGIN:VCALENDAR"] + components + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
  }

  private func event(_ name: String, _ day: String, _ more: String...) -> [String] {
    [
      "UID:\(name)", "DTSTART:\(day)T100000Z", "DTEND:\(day)T101000Z", "SUMMARY:\(name)",
    ] + more
  }

  private func look(
    _ bodies: CalendarBodies, _ budget: BusyBudget = BusyBudget()
  ) -> CalendarBusyTimes.Look {
    CalendarBusyTimes.look(
      at: bodies, in: window, zone: .utc, rules: rules, options: RecurrenceOptions(),
      budget: budget)
  }

  @Test("all calendars share one budget, and one that uses its share up hides none of the others")
  func budget() {
    let hourly = calendar((0..<12).map { event("\($0)", "20261123", "RRULE:FREQ=HOURLY") })
    let mine = calendar([
      event("weekly", "20261123", "RRULE:FREQ=WEEKLY"), event("once", "20261125"),
    ])
    let bodies = [(calendar: UUID(), body: hourly), (calendar: UUID(), body: mine)]
    let whole = look(bodies)
    #expect(!whole.isPartial)
    #expect(whole.times.count == 12 * 326 + 3)
    let cut = look(bodies, BusyBudget(items: 1_000, instances: 800, work: 1_000_000))
    #expect(cut.isPartial)
    #expect(cut.times.count { $0.title != "weekly" && $0.title != "once" } <= 400)
    #expect(cut.times.count { $0.title == "weekly" } == 2)
    #expect(cut.times.count { $0.title == "once" } == 1)
    let idle = look(bodies, BusyBudget(items: 1_000, instances: 100_000, work: 1_000))
    #expect(idle.isPartial)
    #expect(idle.times.count < 1_100)
    let few = look(bodies, BusyBudget(items: 10, instances: 100_000, work: 1_000_000))
    #expect(few.isPartial)
    #expect(few.times.count == 5 * 326 + 3)
  }

  @Test("what repeats without end hides no single event of the same calendar")
  func single() {
    let text = calendar(
      (0..<20).map { event("\($0)", "20261123", "RRULE:FREQ=HOURLY") }
        + [event("once", "20261125")])
    let found = look(
      [(calendar: UUID(), body: text)], BusyBudget(items: 100, instances: 50, work: 1_000_000))
    #expect(found.isPartial)
    #expect(found.times.contains { $0.title == "once" })
  }

  @Test("each of thousands of changes to all that follows holds until the next one")
  func changes() throws {
    var events = [event("series", "20200101", "RRULE:FREQ=DAILY")]
    let first = try #require(CivilDate("2020-01-01"))
    for day in 1..<2_600 {
      let date = first.adding(days: day).description.filter { $0 != "-" }
      events.append([
        "UID:series", "RECURRENCE-ID;RANGE=THISANDFUTURE:\(date)T100000Z",
        "DTSTART:\(date)T1100\(day % 60 < 10 ? "0" : "")\(day % 60)Z",
        "DTEND:\(date)T120000Z",
      ])
    }
    let found = look([(calendar: UUID(), body: calendar(events))])
    #expect(!found.isPartial)
    #expect(found.times.count == 14)
    for time in found.times {
      let lower = try #require(time.range.lower)
      let day = Zone.utc.date(at: lower).days(since: first)
      #expect(Zone.utc.local(at: lower).time.secondOfDay == 11 * 3_600 + day % 60)
    }
  }

  @Test("of a person's calendars the small ones are read first, and what is left out is told")
  func bytes() async throws {
    try await CalendarWorld.with(ports: []) { calendars in
      let large = calendar((0..<30).map { event("large \($0)", "20261123") })
      let small = calendar([event("small", "20261124")])
      for text in [large, small] {
        _ = try await calendars.setup.add(
          kind: .file, name: "calendar", address: "", content: text, for: calendars.world.actor)
      }
      let all = try await CalendarStore.bodies(for: calendars.world.actor, in: calendars.world.pool)
      #expect(all.map(\.body) == [small, large])
      #expect(!look(all).isPartial)
      let some = try await CalendarStore.bodies(
        for: calendars.world.actor, limit: Int64(large.utf8.count), in: calendars.world.pool)
      #expect(some.map(\.body) == [small, ""])
      let found = look(some)
      #expect(found.isPartial)
      #expect(found.times.map(\.title) == ["small"])
    }
  }

  @Test("a plan on calendars that were not read wholly says so")
  func said() throws {
    var snapshot = try RandomNight.make(seed: 3)
    let code = "calendar_cut"
    #expect(
      !PlanReasons(NightPlan.make(snapshot, rounds: 10)).whole().contains { $0.code == code })
    snapshot.isBusyCut = true
    #expect(PlanReasons(NightPlan.make(snapshot, rounds: 10)).whole().contains { $0.code == code })
  }
}
