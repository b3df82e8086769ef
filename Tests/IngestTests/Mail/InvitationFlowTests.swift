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
