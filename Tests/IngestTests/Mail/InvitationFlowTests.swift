import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// Invitations through the door and the worker into a real database.
@Suite struct InvitationFlowTests {
  private func mail(
    _ id: Int, _ method: String, from: String = "ada@example.org", proven: Bool = true,
    sequence: Int = 0, stamp: String = "20261101T080000Z", start: String = "20261112T090000Z",
    status: String = "NEEDS-ACTION", place: String = "Room 4"
  ) -> String {
    let domain = from.split(separator: "@").last ?? ""
    let result = "Authentication-Results: mx.test; dmarc=pass header.from=\(domain)\n"
    return (proven ? result : "") + """
      Message-ID: <\(id)@example.org>
      From: \(from)
      Subject: \(method) Review
      Content-Type: text/calendar; charset=utf-8; method=\(method)

      BEGIN:VCALENDAR
      METHOD:\(method)
      BEGIN:VEVENT
      UID:r1@example.org
      SEQUENCE:\(sequence)
      DTSTAMP:\(stamp)
      DTSTART:\(start)
      DURATION:PT1H
      SUMMARY:Review
      LOCATION:\(place)
      ORGANIZER:mailto:ada@example.org
      ATTENDEE;PARTSTAT=\(status):mailto:bob@example.net
      END:VEVENT
      END:VCALENDAR

      """
  }

  private func task(_ flow: MailFlow) async throws -> JSONValue {
    let row = try await flow.world.pool.queryRow(
      SQL("", "select task_id from pipeline.invitations"), [])
    let id = try #require(try row?.get("task_id", as: UUID.self))
    return try await TaskReader.task(id, as: flow.world.actor, in: flow.world.pool)
  }

  private func send(_ flow: MailFlow, _ text: String) async throws {
    _ = try await flow.accept(text)
    try await flow.work(1)
  }

  @Test("an invitation becomes a task, which its organizer's updates and cancellation change")
  func life() async throws {
    try await MailFlow.with { flow in
      try await send(flow, mail(1, "REQUEST"))
      var task = try await task(flow)
      #expect(task["title"] == "Review")
      #expect(task["start_date"]?.stringValue.flatMap { Instant($0) }?.seconds == 1_794_474_000)
      #expect(task["estimated_minutes"]?.intValue == 60)
      #expect(task["facts"]?["place"] == "Room 4")
      try await send(
        flow, mail(2, "REQUEST", sequence: 1, start: "20261113T100000Z", place: "Room 5"))
      task = try await self.task(flow)
      #expect(task["start_date"]?.stringValue.flatMap { Instant($0) }?.seconds == 1_794_564_000)
      #expect(task["facts"]?["place"] == "Room 5")
      try await send(
        flow,
        mail(
          3, "REPLY", from: "bob@example.net", sequence: 1, stamp: "20261103T080000Z",
          status: "ACCEPTED"))
      task = try await self.task(flow)
      #expect(task["facts"]?["attendees"]?.arrayValue?.first?["status"] == "accepted")
      try await send(flow, mail(4, "CANCEL", sequence: 2))
      task = try await self.task(flow)
      #expect(task["status"] == "CANCELED")
      #expect(try await flow.outcomes() == ["task", "comment", "comment", "comment"])
      #expect(try await flow.world.count("select count(*) from tasks") == 1)
    }
  }

  @Test("whoever is not the proven organizer only comments, with a warning")
  func forgery() async throws {
    try await MailFlow.with { flow in
      try await send(flow, mail(1, "REQUEST"))
      try await send(flow, mail(2, "CANCEL", proven: false, sequence: 5))
      try await send(flow, mail(3, "CANCEL", from: "eve@example.com", sequence: 6))
      try await send(
        flow, mail(4, "REQUEST", proven: false, sequence: 7, start: "20300101T000000Z"))
      let task = try await task(flow)
      #expect(task["status"] == "TODO")
      #expect(task["start_date"]?.stringValue.flatMap { Instant($0) }?.seconds == 1_794_474_000)
      #expect(
        task["facts"]?["warnings"]?.arrayValue?.contains("invitation_sender_unproven") == true)
      #expect(try await flow.outcomes() == ["task", "comment", "comment", "comment"])
    }
  }

  /// A mail about a weekly series on Mondays, or about dates of it: the lines of each event.
  private func series(
    _ id: Int, _ method: String, proven: Bool = true, _ events: [String]...
  ) -> String {
    let result =
      proven ? "Authentication-Results: mx.test; dmarc=pass header.from=example.org\n" : ""
    let parts = events.map { lines in
      let stamp = lines.contains { $0.hasPrefix("DTSTAMP") } ? [] : ["DTSTAMP:20261101T080000Z"]
      let uid = lines.contains { $0.hasPrefix("UID") } ? [] : ["UID:week@example.org"]
      return
        (["BEGIN:VEVENT"] + uid + stamp + ["ORGANIZER:mailto:ada@example.org"] + lines
        + ["END:VEVENT"]).joined(separator: "\n")
    }
    return result + """
      Message-ID: <\(id)@example.org>
      From: Ada <ada@example.org>
      Subject: Weekly
      Date: Sun, 01 Nov 2026 09:00:00 +0000
      Content-Type: text/calendar; charset=utf-8; method=\(method)

      BEGIN:VCALENDAR
      METHOD:\(method)
      \(parts.joined(separator: "\n"))
      END:VCALENDAR

      """
  }

  /// Mondays at 10:00 in Berlin for ever, far enough ahead for any day on which this runs.
  private let weekly = [
    "SUMMARY:Weekly", "DTSTART;TZID=Europe/Berlin:20301104T100000", "DURATION:PT45M",
    "RRULE:FREQ=WEEKLY",
  ]

  private func date(_ day: String, _ lines: String...) -> [String] {
    ["RECURRENCE-ID;TZID=Europe/Berlin:203011\(day)T100000", "DTSTAMP:20261105T080000Z"] + lines
  }

  private func exceptions(_ flow: MailFlow) async throws -> [String] {
    try await flow.world.pool.query(
      SQL(
        "",
        """
        select to_char(original_date at time zone 'Europe/Berlin', 'DD') || ' '
          || coalesce(to_char(new_date at time zone 'Europe/Berlin', 'DD HH24'), 'out') as line
        from task_recurrence_exceptions order by original_date
        """)
    ).map { try $0.get("line", as: String.self) }
  }

  @Test("single dates of a series move and fall out, and the series goes on")
  func dates() async throws {
    try await MailFlow.with { flow in
      try await send(flow, series(1, "REQUEST", weekly))
      #expect(
        try await task(flow)["start_date"]?.stringValue?.hasPrefix("2030-11-04T09:00") == true)
      // Later dates only stand beside the task.
      try await send(flow, series(2, "CANCEL", date("11")))
      try await send(
        flow,
        series(
          3, "REQUEST",
          date("18", "DTSTART;TZID=Europe/Berlin:20301119T140000", "DURATION:PT45M")))
      #expect(try await exceptions(flow) == ["11 out", "18 19 14"])
      var task = try await task(flow)
      #expect(task["status"] == "TODO")
      #expect(task["recurrence_rule"] == "FREQ=WEEKLY")
      #expect(task["start_date"]?.stringValue?.hasPrefix("2030-11-04T09:00") == true)
      // The date that the task stands for: it goes to the next one that takes place.
      try await send(flow, series(4, "CANCEL", date("04")))
      task = try await self.task(flow)
      #expect(task["status"] == "TODO")
      #expect(task["start_date"]?.stringValue?.hasPrefix("2030-11-19T13:00") == true)
      #expect(task["due_date"]?.stringValue?.hasPrefix("2030-11-19T13:45") == true)
      #expect(task["facts"]?["details"]?["recurrence_original"] == "2030-11-18T10:00:00")
      // A cancelled date is invited to again, with a newer version; the older one changes nothing.
      try await send(flow, series(5, "REQUEST", date("11", "SEQUENCE:1", "DURATION:PT45M")))
      try await send(flow, series(6, "CANCEL", date("11")))
      #expect(try await exceptions(flow) == ["18 19 14"])
      task = try await self.task(flow)
      #expect(task["start_date"]?.stringValue?.hasPrefix("2030-11-11T09:00") == true)
      let outcomes = try await flow.outcomes()
      #expect(outcomes == ["task"] + [String](repeating: "comment", count: 5))
      let seen = try await self.task(flow)["facts"]?["warnings"]?.arrayValue ?? []
      #expect(seen == ["invitation_not_newer"])
    }
  }

  @Test("whoever is not the proven organizer moves no date and calls none off")
  func foreignDates() async throws {
    try await MailFlow.with { flow in
      try await send(flow, series(1, "REQUEST", weekly))
      try await send(flow, series(2, "CANCEL", proven: false, date("04")))
      try await send(
        flow,
        series(
          3, "REQUEST", proven: false, date("04", "DTSTART:20301105T100000Z", "SEQUENCE:9")))
      let task = try await task(flow)
      #expect(task["start_date"]?.stringValue?.hasPrefix("2030-11-04T09:00") == true)
      #expect(task["facts"]?["warnings"]?.arrayValue == ["invitation_sender_unproven"])
    }
  }

  @Test("this and all later dates move or end, and undo brings the dates back")
  func laterDates() async throws {
    try await MailFlow.with { flow in
      try await send(flow, series(1, "REQUEST", weekly))
      let rest = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20301118T100000"
      try await send(
        flow,
        series(
          2, "REQUEST",
          [rest, "DTSTAMP:20261105T080000Z", "DTSTART;TZID=Europe/Berlin:20301118T150000"]))
      #expect(try await exceptions(flow).prefix(2) == ["18 18 15", "25 25 15"])
      let row = try await flow.world.pool.queryRow(
        SQL(
          "", "select transaction_id from pipeline.raw_inputs order by received_at desc limit 1"),
        [])
      let transaction = try #require(try row?.get("transaction_id", as: UUID.self))
      _ = try await flow.world.pool.transaction { session in
        try await TaskHistory().undo(transaction: transaction, as: flow.world.actor, in: session)
      }
      #expect(try await exceptions(flow).isEmpty)
      try await send(flow, series(3, "CANCEL", [rest, "DTSTAMP:20261106T080000Z", "SEQUENCE:1"]))
      var task = try await task(flow)
      #expect(task["recurrence_rule"]?.stringValue?.contains("UNTIL=20301118T085959Z") == true)
      #expect(task["status"] == "TODO")
      // With the last dates gone the task is called off.
      try await send(flow, series(4, "CANCEL", date("04"), date("11")))
      task = try await self.task(flow)
      #expect(task["status"] == "CANCELED")
    }
  }

  @Test("several events of a mail are sub-tasks, and later mails reach each alone")
  func several() async throws {
    try await MailFlow.with { flow in
      func event(_ uid: String, _ day: String, _ more: String...) -> [String] {
        ["UID:\(uid)", "SUMMARY:Flight \(uid)", "DTSTART:203012\(day)T080000Z", "DURATION:PT2H"]
          + more
      }
      try await send(flow, series(1, "PUBLISH", event("out", "01"), event("back", "09")))
      func titles(_ condition: String) async throws -> [String] {
        try await flow.world.pool.query(
          SQL("", "select title || ' ' || status as t from tasks where \(condition) order by title")
        ).map { try $0.get("t", as: String.self) }
      }
      #expect(try await titles("parent_task_id is null") == ["Weekly TODO"])
      #expect(
        try await titles("parent_task_id is not null") == ["Flight back TODO", "Flight out TODO"])
      let due = try await flow.world.count(
        "select count(*) from tasks where title = 'Weekly' and due_date = '2030-12-09T10:00:00Z'")
      #expect(due == 1)
      // One moves, one is called off, one is new, in one mail.
      try await send(
        flow,
        series(
          2, "REQUEST", event("out", "02", "SEQUENCE:1"),
          event("back", "09", "SEQUENCE:1", "STATUS:CANCELLED"), event("train", "03")))
      #expect(
        try await titles("parent_task_id is not null")
          == ["Flight back CANCELED", "Flight out TODO", "Flight train TODO"])
      let moved = try await flow.world.count(
        """
        select count(*) from tasks where title = 'Flight out' and start_date = '2030-12-02T08:00:00Z'
        """)
      #expect(moved == 1)
      #expect(try await flow.outcomes() == ["task", "comment"])
      #expect(try await flow.world.count("select count(*) from tasks") == 4)
    }
  }

  @Test("dates that come without their series are tasks of their own, each called off alone")
  func loneDates() async throws {
    try await MailFlow.with { flow in
      let (first, second) = (
        date("04", "DTSTART;TZID=Europe/Berlin:20301104T100000"),
        date("11", "DTSTART;TZID=Europe/Berlin:20301111T100000")
      )
      try await send(flow, series(1, "REQUEST", first))
      try await send(flow, series(2, "REQUEST", second))
      #expect(try await flow.outcomes() == ["task", "task"])
      try await send(
        flow, series(3, "CANCEL", date("11").map { $0.hasPrefix("DTSTAMP") ? "SEQUENCE:1" : $0 }))
      let open = try await flow.world.count("select count(*) from tasks where status = 'TODO'")
      #expect(open == 1)
    }
  }

  @Test("an older version changes nothing, and an update can be undone as a whole")
  func order() async throws {
    try await MailFlow.with { flow in
      try await send(flow, mail(1, "REQUEST", sequence: 3))
      try await send(flow, mail(2, "REQUEST", sequence: 2, start: "20300101T000000Z"))
      #expect(
        try await task(flow)["facts"]?["warnings"]?.arrayValue?.contains("invitation_not_newer")
          == true)
      try await send(flow, mail(3, "REQUEST", sequence: 4, start: "20261114T090000Z"))
      let row = try await flow.world.pool.queryRow(
        SQL(
          "",
          "select transaction_id from pipeline.raw_inputs order by received_at desc limit 1"), [])
      let transaction = try #require(try row?.get("transaction_id", as: UUID.self))
      _ = try await flow.world.pool.transaction { session in
        try await TaskHistory().undo(
          transaction: transaction, as: flow.world.actor, in: session)
      }
      #expect(
        try await task(flow)["start_date"]?.stringValue.flatMap { Instant($0) }?.seconds
          == 1_794_474_000)
    }
  }

  @Test("an answer or a cancellation that nobody knows becomes a plain task that says so")
  func unknown() async throws {
    try await MailFlow.with { flow in
      try await send(flow, mail(1, "CANCEL"))
      let task = try await task(flow)
      #expect(task["status"] == "TODO")
      #expect(task["start_date"]?.isNull == true)
      #expect(task["facts"]?["warnings"]?.arrayValue?.contains("invitation_unknown") == true)
    }
  }

  @Test("an update of a series reaches the date that is open, not one that is done")
  func openOccurrence() async throws {
    try await MailFlow.with { flow in
      try await send(flow, mail(1, "REQUEST"))
      let pool = flow.world.pool
      let first = try #require(
        try await task(flow)["id"]?.stringValue.flatMap { UUID(uuidString: $0) })
      try await pool.execute(
        SQL(
          "",
          "update pipeline.task_facts set series_id = task_id, occurrence = 1 where task_id = $1"),
        [first])
      try await pool.execute(SQL("", "update tasks set status = 'DONE' where id = $1"), [first])
      var next = TaskDraft(title: "Review")
      next.facts.seriesID = first
      next.facts.occurrence = 2
      let second = try await flow.world.write(next).id
      try await send(flow, mail(2, "REQUEST", sequence: 1, place: "Room 9"))
      let open = try await TaskReader.task(second, as: flow.world.actor, in: pool)
      #expect(open["facts"]?["place"] == "Room 9")
      let done = try await TaskReader.task(first, as: flow.world.actor, in: pool)
      #expect(done["facts"]?["place"] == "Room 4")
    }
  }

  @Test("what a database would refuse stops no invitation")
  func odd() async throws {
    try await MailFlow.with { flow in
      let text = mail(1, "REQUEST", start: "00010101T000000Z", place: "a\u{0}b")
        .split(separator: "ATTENDEE;").joined(separator: "ATTENDEE;CN=x\u{0}y;")
        .split(separator: "mailto:ada").joined(separator: "mailto:a\u{0}da")
      try await send(flow, text)
      #expect(try await flow.outcomes() == ["task"])
      let task = try await task(flow)
      #expect(task["title"] == "Review")
      #expect(task["start_date"]?.isNull == true)
    }
  }

  @Test("times of whole days are those of the person's own zone")
  func userZone() async throws {
    try await MailFlow.with { flow in
      try await flow.world.pool.execute(
        SQL("", "insert into user_settings (user_id, timezone) values ($1, 'Asia/Tokyo')"),
        [flow.world.user])
      let text = mail(1, "REQUEST").split(separator: "DTSTART:20261112T090000Z\nDURATION:PT1H")
        .joined(separator: "DTSTART;VALUE=DATE:20261112")
      try await send(flow, text)
      let task = try await task(flow)
      #expect(task["timezone"] == "Asia/Tokyo")
      #expect(
        task["due_date"]?.stringValue.flatMap { Instant($0) }?.description
          == "2026-11-12T14:59:59Z")
    }
  }
}
