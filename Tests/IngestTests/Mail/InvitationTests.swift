import FoundationEssentials
import Shared
import Testing

@testable import Ingest

/// What calendars in mails are read as, and what they may change; without a database.
@Suite struct InvitationTests {
  private static let berlin = try? TimeZoneDatabase.system.zone(named: "Europe/Berlin")

  private func calendar(_ method: String?, _ lines: String...) -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0"] + (method.map { ["METHOD:\($0)"] } ?? [])
      + ["BEGIN:VEVENT", "UID:u1@example.org"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
      .joined(separator: "\r\n")
  }

  private func flow(_ text: String, now: String = "2026-11-01T00:00:00Z") throws -> InvitationFlow {
    let invitation = try #require(Invitation.all([text]).first)
    return InvitationFlow(
      invitation, proven: nil, reader: try #require(Self.berlin), now: try #require(Instant(now)))
  }

  private func draft(_ text: String, now: String = "2026-11-01T00:00:00Z") throws -> TaskDraft {
    try flow(text, now: now).complete(TaskDraft(title: "Invitation: x"))
  }

  @Test("an event gives start, end, length, place, people and its own title")
  func event() throws {
    let draft = try draft(
      calendar(
        "REQUEST", "SUMMARY:Review", "DTSTART;TZID=W. Europe Standard Time:20261112T090000",
        "DTEND;TZID=W. Europe Standard Time:20261112T103000", "LOCATION:Room 4\\, second floor",
        "ORGANIZER;CN=Ada:mailto:Ada@example.org", "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:b@x.y",
        "ATTENDEE:mailto:c@x.y"))
    #expect(draft.title == "Review")
    #expect(draft.start?.description == "2026-11-12T08:00:00Z")
    #expect(draft.due?.description == "2026-11-12T09:30:00Z")
    #expect(draft.facts.notBefore == draft.start)
    #expect(draft.estimatedMinutes == 90)
    #expect(draft.timezone == "Europe/Berlin")
    #expect(draft.isHardDeadline)
    #expect(draft.facts.place == "Room 4, second floor")
    #expect(draft.facts.attendees.map { $0["address"] } == ["b@x.y", "c@x.y"])
    #expect(draft.facts.attendees.first?["status"] == "accepted")
    #expect(draft.facts.details["invitation"]?["organizer"] == "ada@example.org")
    let text = try #require(draft.description)
    #expect(text.hasPrefix("> **Invitation**"))
    #expect(text.contains("When: Thu 2026-11-12 09:00 – 10:30 (Europe/Berlin)"))
    #expect(draft.unexplainedFields.isEmpty)
  }

  @Test("whole days end on their last day, in the reader's zone")
  func wholeDays() throws {
    let draft = try draft(
      calendar("REQUEST", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"))
    #expect(draft.facts.dueGrain == .day)
    #expect(draft.start?.description == "2026-12-23T23:00:00Z")
    #expect(draft.due?.description == "2026-12-26T22:59:59Z")
    #expect(draft.timezone == "Europe/Berlin")
    #expect(draft.estimatedMinutes == nil)
    #expect(draft.description?.contains("Thu 2026-12-24 – Sat 2026-12-26") == true)
  }

  @Test("a running series gives its next date and keeps its rule and first start")
  func series() throws {
    let draft = try draft(
      calendar(
        "REQUEST", "DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT45M",
        "RRULE:FREQ=WEEKLY;BYDAY=MO"), now: "2026-11-10T00:00:00Z")
    #expect(draft.start?.description == "2026-11-16T09:00:00Z")
    #expect(draft.estimatedMinutes == 45)
    #expect(draft.recurrenceRule == "FREQ=WEEKLY;BYDAY=MO")
    #expect(draft.facts.seriesStart == "2026-01-05T10:00:00")
    #expect(draft.facts.repeatFrom == .schedule)
    #expect(draft.unexplainedFields == [.title])
  }

  @Test("a time without a zone holds wherever its reader is")
  func floating() throws {
    let draft = try draft(calendar(nil, "DTSTART:20261112T090000", "DURATION:PT1H"))
    #expect(draft.facts.floating)
    #expect(draft.start?.description == "2026-11-12T08:00:00Z")
  }

  @Test("a single moment in UTC is shown on the reader's clock, a series keeps its own")
  func utc() throws {
    let single = try draft(calendar("REQUEST", "DTSTART:20261112T090000Z", "DURATION:PT1H"))
    #expect(single.timezone == "Europe/Berlin")
    #expect(single.start?.description == "2026-11-12T09:00:00Z")
    #expect(single.description?.contains("Thu 2026-11-12 10:00 – 11:00 (Europe/Berlin)") == true)
    let series = try draft(
      calendar("REQUEST", "DTSTART:20261112T090000Z", "RRULE:FREQ=DAILY;COUNT=3"))
    #expect(series.timezone == "UTC")
  }

  @Test("a task of a calendar is due, and its moment may move")
  func todo() throws {
    let text = """
      BEGIN:VCALENDAR
      METHOD:REQUEST
      BEGIN:VTODO
      UID:t1@example.org
      SUMMARY:Pay
      DUE;VALUE=DATE:20261130
      PRIORITY:2
      END:VTODO
      END:VCALENDAR
      """
    let draft = try draft(text)
    #expect(draft.due?.description == "2026-11-30T22:59:59Z")
    #expect(draft.isHardDeadline == false)
    #expect(draft.priority == .high)
    #expect(draft.description?.hasPrefix("> **Assigned task**") == true)
  }

  @Test("what a calendar says is text: it cannot break out of its block")
  func escaping() throws {
    let draft = try draft(
      calendar(
        "REQUEST", "SUMMARY:x\\n\\n# Head [a](http://e.vil)", "LOCATION:<img src=x>",
        "DTSTART:20261112T090000Z"))
    let text = try #require(draft.description)
    #expect(!text.contains("\n# "))
    #expect(!text.contains("[a](http"))
    #expect(text.contains("\\<img src=x>"))
    #expect(draft.title == "x # Head [a](http://e.vil)")
  }

  @Test("calendars that are none, or name no event, are not invitations")
  func none() {
    #expect(Invitation.all([]).isEmpty)
    #expect(Invitation.all(["hello"]).isEmpty)
    #expect(Invitation.all([calendar("REQUEST", "SUMMARY:no start")]).isEmpty)
    let long = String(repeating: "x", count: InvitationLimits.calendarBytes)
    #expect(Invitation.all([calendar("REQUEST", "DTSTART:20261112T090000Z", long)]).isEmpty)
  }

  private func ruling(
    _ text: String, proven: String?, sequence: Int = 1, stamp: String? = "2026-11-01T08:00:00Z",
    organizer: String? = "ada@example.org"
  ) throws -> InvitationRuling {
    let known = InvitationAttendee(CalendarAttendee(address: "bob@example.net"))
    let record = InvitationRecord(
      key: "u1@example.org", task: UUID(), organizer: organizer,
      version: InvitationVersion(sequence: sequence, stamp: stamp.flatMap { Instant($0) }),
      attendees: [try #require(known)])
    return InvitationRuling.decide(
      try #require(Invitation.all([text]).first), record: record, proven: proven)
  }

  private func version(_ method: String, _ sequence: Int, _ stamp: String) -> String {
    calendar(
      method, "DTSTART:20261112T090000Z", "SEQUENCE:\(sequence)", "DTSTAMP:\(stamp)",
      "ORGANIZER:mailto:ada@example.org",
      "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.net")
  }

  @Test("only the authenticated organizer changes an invitation, with a newer version")
  func organizer() throws {
    let newer = version("REQUEST", 2, "20261102T080000Z")
    let ada = "ada@example.org"
    #expect(try ruling(newer, proven: ada) == .update)
    let unproven = InvitationRuling.remark(warning: "invitation_sender_unproven")
    #expect(try ruling(newer, proven: nil) == unproven)
    #expect(try ruling(newer, proven: "eve@example.org") == unproven)
    #expect(try ruling(newer, proven: ada, organizer: nil) == unproven)
    let same = version("REQUEST", 1, "20261102T080000Z")
    #expect(try ruling(same, proven: ada) == .update)
    let old = InvitationRuling.remark(warning: "invitation_not_newer")
    #expect(try ruling(version("REQUEST", 1, "20261101T080000Z"), proven: ada) == old)
    #expect(try ruling(version("REQUEST", 0, "20261109T080000Z"), proven: ada) == old)
    #expect(try ruling(version("CANCEL", 2, "20261102T080000Z"), proven: ada) == .cancel)
    #expect(try ruling(version("CANCEL", 2, "20261102T080000Z"), proven: nil) == unproven)
    #expect(
      try ruling(version("COUNTER", 2, "20261102T080000Z"), proven: ada)
        == .remark(warning: nil))
  }

  @Test("an answer counts from the attendee alone")
  func answers() throws {
    let reply = version("REPLY", 1, "20261102T080000Z")
    let unproven = InvitationRuling.remark(warning: "invitation_sender_unproven")
    #expect(try ruling(reply, proven: nil) == unproven)
    #expect(try ruling(reply, proven: "ada@example.org") == unproven)
    guard case .answer(let person) = try ruling(reply, proven: "bob@example.net") else {
      Issue.record("the answer did not count")
      return
    }
    #expect(person.status == .declined)
    #expect(person.answeredAt?.description == "2026-11-02T08:00:00Z")
    #expect(
      try ruling(version("REPLY", 0, "20261102T080000Z"), proven: "bob@example.net")
        == .remark(warning: "invitation_not_newer"))
    let crasher = calendar(
      "REPLY", "DTSTART:20261112T090000Z", "DTSTAMP:20261102T080000Z", "SEQUENCE:1",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@example.net")
    #expect(
      try ruling(crasher, proven: "eve@example.net") == .remark(warning: "invitation_not_invited"))
  }

  @Test("a single date changes nothing where the series was not kept")
  func instance() throws {
    let text = calendar(
      "CANCEL", "RECURRENCE-ID:20261119T090000Z", "DTSTART:20261119T090000Z", "SEQUENCE:3",
      "DTSTAMP:20261102T080000Z")
    #expect(
      try ruling(text, proven: "ada@example.org") == .remark(warning: "invitation_single_date"))
  }

  @Test("attendees survive their row, and a long UID becomes its hash")
  func stored() throws {
    var person = try #require(InvitationAttendee(CalendarAttendee(address: "Bob@x.y", name: "Bob")))
    person.status = .needsAction
    person.answeredAt = Instant(seconds: 5)
    #expect(InvitationAttendee(person.json) == person)
    let long = calendar("REQUEST", "DTSTART:20261112T090000Z")
      .split(separator: "u1@example.org").joined(separator: String(repeating: "ü", count: 400))
    #expect(try #require(Invitation.all([long]).first).key.hasPrefix("sha256:"))
  }

  @Test("rules too long for their column, and times that nobody means, are left out")
  func absurd() throws {
    let days = (1...366).map(String.init).joined(separator: ",")
    let long = try draft(
      calendar(
        "REQUEST", "DTSTART:20261112T090000Z",
        "RRULE:FREQ=YEARLY;BYYEARDAY=\(days),-\(days.split(separator: ",").joined(separator: ",-"))"
      ))
    #expect(long.recurrenceRule == nil)
    #expect(long.start != nil)
    #expect(long.facts.warnings.contains("invitation_recurrence_simplified"))
    for year in ["0001", "9999"] {
      let odd = try draft(calendar("REQUEST", "DTSTART:\(year)1231T235959Z", "DURATION:P400D"))
      #expect(odd.start == nil && odd.due == nil)
    }
  }

  @Test("calendars that were broken on the way are read without a trap, and never without a title")
  func broken() throws {
    let whole = Array(
      calendar(
        "REQUEST", "SUMMARY:Review", "DTSTART;TZID=Europe/Berlin:20260105T100000",
        "DURATION:PT45M", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20301231T000000Z",
        "EXDATE;TZID=Europe/Berlin:20260112T100000", "ATTENDEE;CN=Bob:mailto:b@x.y",
        "ORGANIZER:mailto:ada@example.org", "SEQUENCE:3", "DTSTAMP:20261101T080000Z"
      ).utf8)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 32...126, using: &random), at: place)
        }
      }
      guard let invitation = Invitation.all([String(decoding: bytes, as: UTF8.self)]).first else {
        continue
      }
      let flow = InvitationFlow(
        invitation, proven: nil, reader: try #require(Self.berlin),
        now: Instant(seconds: 1_790_000_000))
      let draft = flow.complete(TaskDraft(title: "x"))
      #expect(!draft.title.isEmpty, "seed \(seed)")
      #expect(draft.description?.hasPrefix("> **") == true, "seed \(seed)")
      if let start = draft.start, let due = draft.due {
        #expect(start <= due || invitation.item.kind == .task, "seed \(seed)")
      }
    }
  }
}
