import FoundationEssentials
import Shared
import Support
import Synchronization
import Testing

@testable import Scheduler

@Suite struct CalendarFeedTests {
  private static let feed = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:one
    DTSTART;TZID=Europe/Berlin:20261123T100000
    DTEND;TZID=Europe/Berlin:20261123T110000
    RRULE:FREQ=DAILY;COUNT=2
    SUMMARY:Stand-up
    END:VEVENT
    BEGIN:VEVENT
    UID:two
    DTSTART:20261123T120000Z
    DTEND:20261123T130000Z
    TRANSP:TRANSPARENT
    SUMMARY:Free
    END:VEVENT
    END:VCALENDAR

    """

  @Test("a feed is fetched once, asked conditionally afterwards, and replaced as a whole")
  func conditional() async throws {
    let bodies = Mutex([Self.feed])
    let conditional = Mutex(0)
    let server = ScriptedServer { request, answer in
      let body = bodies.withLock { $0[0] }
      let tag = "\"\(body.utf8.count)\""
      if request.header("If-None-Match") == tag {
        conditional.withLock { $0 += 1 }
        answer.answer(304, "ETag: \(tag)\r\n")
      } else {
        answer.answer(
          200, "Content-Type: text/calendar\r\nETag: \(tag)\r\n", Array(body.utf8))
      }
      return true
    }
    try await CalendarWorld.with(ports: [server.port]) { calendars in
      let account = try await calendars.setup.add(
        kind: .url, name: "Work", address: "http://127.0.0.1:\(server.port)/work.ics",
        for: calendars.world.actor)
      try await calendars.sync(account.id)
      let range = ("2026-11-23T00:00:00Z", "2026-11-26T00:00:00Z")
      #expect(
        try await calendars.busy(range.0, range.1) == [
          "2026-11-23T09:00:00Z Stand-up", "2026-11-24T09:00:00Z Stand-up",
        ])
      try await calendars.sync(account.id)
      #expect(conditional.withLock { $0 } == 1)
      #expect(try await calendars.busy(range.0, range.1).count == 2)
      bodies.withLock { $0[0] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" }
      try await calendars.sync(account.id)
      #expect(try await calendars.busy(range.0, range.1).isEmpty)
    }
  }

  @Test("private addresses, pages and files of others are refused, and say why")
  func refusals() async throws {
    let server = ScriptedServer { _, answer in
      answer.answer(200, "Content-Type: text/html\r\n", Array("<html></html>".utf8))
      return true
    }
    try await CalendarWorld.with(ports: [server.port]) { calendars in
      for (port, code) in [
        (server.port, CalendarFault.Code.notACalendar), (1, CalendarFault.Code.refusedAddress),
      ] {
        let account = try await calendars.setup.add(
          kind: .url, name: "no", address: "http://127.0.0.1:\(port)/a.ics",
          for: calendars.world.actor)
        let fault = await #expect(throws: CalendarFault.self) {
          try await calendars.sync(account.id)
        }
        #expect(fault?.code == code)
      }
      await #expect(throws: PlanningError.self) {
        try await calendars.setup.add(
          kind: .url, name: "no", address: "https://ada:secret@example.org/a.ics",
          for: calendars.world.actor)
      }
      let stranger = Actor(
        user: try await TestWorld.addUser(in: calendars.world.pool),
        workspace: calendars.world.workspace)
      let known = try await CalendarStore.list(
        for: calendars.world.actor, in: calendars.world.pool)
      let id = try #require(known.first?.id)
      await #expect(throws: TaskError.self) {
        try await CalendarStore.remove(id, as: stranger, in: calendars.world.pool)
      }
      try await CalendarStore.remove(id, as: calendars.world.actor, in: calendars.world.pool)
    }
  }

  @Test(
    "what takes time follows the person's rules",
    arguments: [
      ("STATUS:CANCELLED", false, false), ("STATUS:TENTATIVE", true, false),
      ("TRANSP:TRANSPARENT", false, false),
      ("ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@example.org", false, false),
      ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:ada@example.org", true, false),
      ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org", true, false),
      ("ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org", true, true),
      ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", true, false),
      ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", false, false),
      ("X-GOOGLE-EVENT-TYPE:WORKINGLOCATION", false, false),
      ("X-FRACTAL-BLOCK:1", false, false), ("CLASS:PRIVATE", true, true),
    ])
  func rules(_ line: String, _ usually: Bool, _ strictly: Bool) throws {
    let text = """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:one
      DTSTART:20261123T100000Z
      DTEND:20261123T110000Z
      \(line)
      END:VEVENT
      END:VCALENDAR

      """
    let item = try #require(ICalendar(parsing: Array(text.utf8)).items.first)
    var preferences = PlanningPreferences()
    let usual = BusyRules(preferences: preferences, addresses: ["ada@example.org"])
    #expect(usual.isBusy(item, isAllDay: false) == usually)
    preferences.isTentativeBusy = false
    preferences.isOutOfOfficeBusy = false
    preferences.isUnansweredBusy = false
    let strict = BusyRules(preferences: preferences, addresses: ["ada@example.org"])
    #expect(strict.isBusy(item, isAllDay: false) == strictly)
  }
}
