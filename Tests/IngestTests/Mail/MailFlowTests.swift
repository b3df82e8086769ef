import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// Mails through the door and the worker into a real database.
@Suite struct MailFlowTests {
  @Test("an answer to a mail that became a task becomes a comment on it")
  func thread() async throws {
    try await MailFlow.with { flow in
      _ = try await flow.accept("Message-ID: <1@a>\nFrom: Ada <a@b.c>\nSubject: Plan\n\nfirst\n")
      try await flow.work(1)
      _ = try await flow.accept(
        "Message-ID: <2@a>\nIn-Reply-To: <1@a>\nFrom: Bob <b@b.c>\nSubject: Re: Plan\n\nsecond\n")
      try await flow.work(1)
      _ = try await flow.accept(
        "Message-ID: <3@a>\nReferences: <1@a> <2@a>\nSubject: Fwd: Plan\n\nnew work\n")
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["task", "comment", "task"])
      #expect(try await flow.world.count("select count(*) from tasks") == 2)
      let comment = try await flow.world.pool.queryRow(
        SQL("", "select content from task_comments"), [])
      #expect(try comment?.get("content", as: String.self) == "*Bob by mail:*\n\nsecond")
    }
  }

  @Test("a mail given up while the store is away waits for it, but in the end is a task without it")
  func storeAway() async throws {
    try await MailFlow.with { flow in
      let pool = flow.world.pool
      for (number, attempt) in [(1, 7), (2, 7 + MailLimits.discardTries)] {
        _ = try await flow.accept("Message-ID: <\(number)@a>\nSubject: Plan\n\n\(number)\n")
        try await pool.execute(
          SQL(
            "",
            """
            update pipeline.jobs set attempt = $1, discard_reason = 'no use' where id in
            (select job_id from pipeline.raw_inputs order by received_at desc limit 1)
            """), [Int16(attempt)])
      }
      try await flow.work(1, store: AbsentStore())
      #expect(try await flow.outcomes() == ["none", "task"])
      let told = "select count(*) from pipeline.task_facts where warnings::text like $1"
      #expect(try await flow.world.count(told, ["%raw_message_not_attached%"]) == 1)
      let waiting = "select count(*) from pipeline.jobs where errors::text like $1"
      #expect(try await flow.world.count(waiting, ["%discard_failed%"]) == 1)
      try await pool.execute(
        SQL("", "update pipeline.jobs set state = 'available', run_at = now()"), [])
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["task", "task"])
      #expect(try await flow.world.count("select count(*) from attachments") == 1)
    }
  }

  @Test("an out-of-office mail is recorded and becomes nothing")
  func automatic() async throws {
    try await MailFlow.with { flow in
      _ = try await flow.accept("Auto-Submitted: auto-replied\nFrom: a@b.c\nSubject: Away\n\nx\n")
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["dropped"])
      let row = try await flow.world.pool.queryRow(
        SQL("", "select details->>'automation' as kind, outcome_reason from pipeline.raw_inputs"),
        [])
      #expect(try row?.get("kind", as: String?.self) == "auto_reply")
      #expect(try row?.get("outcome_reason", as: String?.self) == "automatic_mail")
      #expect(try await flow.world.count("select count(*) from tasks") == 0)
    }
  }

  @Test("a held mail waits for a person, who releases or drops it")
  func quarantine() async throws {
    try await MailFlow.with { flow in
      let pool = flow.world.pool
      try await pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'quarantine'"), [])
      _ = try await flow.accept("Message-ID: <1@a>\nFrom: x@y.z\nSubject: One\n\n1\n")
      _ = try await flow.accept("Message-ID: <2@a>\nFrom: x@y.z\nSubject: Two\n\n2\n")
      try await flow.work(2)
      #expect(try await flow.outcomes() == ["quarantined", "quarantined"])
      let actor = flow.world.actor
      let held = try await MailQuarantine.list(as: actor, in: pool)
      #expect(Set(held.compactMap(\.subject)) == ["One", "Two"])
      let one = try #require(held.first { $0.subject == "One" })
      let two = try #require(held.first { $0.subject == "Two" })
      let stranger = Actor(user: UUID(), workspace: actor.workspace)
      #expect(try await MailQuarantine.release(one.id, as: stranger, in: pool) == false)
      #expect(
        try await pool.transaction {
          try await MailQuarantine.release(one.id, as: actor, in: $0)
        })
      #expect(
        try await pool.transaction { try await MailQuarantine.drop(two.id, as: actor, in: $0) })
      #expect(try await MailQuarantine.drop(two.id, as: actor, in: pool) == false)
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["task", "dropped"])
      #expect(
        try await flow.world.count(
          "select count(*) from tasks where title = 'One' and project_id = $1",
          [flow.world.project]) == 1)
    }
  }

  @Test("what is to be held or dropped is, though the message is lost or the job is given up")
  func withheld() async throws {
    try await MailFlow.with { flow in
      let pool = flow.world.pool
      try await pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'quarantine'"), [])
      _ = try await flow.accept("Message-ID: <1@a>\nFrom: x@y.z\nSubject: One\n\n1\n")
      _ = try await flow.accept("Message-ID: <2@a>\nAuto-Submitted: auto-replied\n\n2\n")
      try await flow.loseMessages()
      try await flow.work(2)
      _ = try await flow.accept("Message-ID: <3@a>\nFrom: x@y.z\nSubject: Three\n\n3\n")
      _ = try await flow.accept("Message-ID: <4@a>\nAuto-Submitted: auto-replied\n\n4\n")
      try await pool.execute(
        SQL(
          "",
          """
          update pipeline.jobs set attempt = 7, discard_reason = 'no use'
          where state = 'available'
          """), [])
      try await flow.work(2)
      #expect(try await flow.outcomes() == ["quarantined", "dropped", "quarantined", "dropped"])
      let held = try await MailQuarantine.list(as: flow.world.actor, in: pool)
      #expect(held.count == 2)
      #expect(held.compactMap(\.subject) == ["Three"])
      #expect(try await flow.world.count("select count(*) from tasks") == 0)
    }
  }

  @Test("a held mail whose message is gone stays held, and says why it cannot be let in")
  func messageGone() async throws {
    try await MailFlow.with { flow in
      let pool = flow.world.pool
      let actor = flow.world.actor
      try await pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'quarantine'"), [])
      _ = try await flow.accept("Message-ID: <1@a>\nFrom: x@y.z\nSubject: One\n\n1\n")
      try await flow.work(1)
      try await pool.execute(SQL("", "update pipeline.raw_inputs set object_key = null"), [])
      let held = try #require(try await MailQuarantine.list(as: actor, in: pool).first)
      await #expect(throws: QuarantineError.messageGone) {
        try await MailQuarantine.release(held.id, as: actor, in: pool)
      }
      #expect(try await MailQuarantine.list(as: actor, in: pool).count == 1)
      #expect(try await flow.outcomes() == ["quarantined"])
      #expect(
        try await pool.transaction { try await MailQuarantine.drop(held.id, as: actor, in: $0) })
    }
  }

  @Test("a sender that the address does not take is refused at the door")
  func refused() async throws {
    try await MailFlow.with { flow in
      try await flow.world.pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'reject'"), [])
      let outcome = try await flow.accept("From: x@y.z\nSubject: No\n\nx\n")
      #expect(outcome == .notAllowed("the address does not take this mail"))
      #expect(try await flow.outcomes().isEmpty)
    }
  }

  @Test("an address and a sender take only so much in an hour, and say when to come again")
  func rates() async throws {
    try await MailFlow.with { flow in
      func send(_ number: Int, from: String, _ limits: MailRateLimits) async throws -> Bool {
        let outcome = try await flow.accept(
          "Message-ID: <\(number)@a>\nFrom: \(from)\nSubject: x\n\n1\n", limits: limits)
        if case .tooMany(let seconds) = outcome {
          #expect(seconds > 0)
          return false
        }
        return true
      }
      let limits = MailRateLimits(perAddress: 4, perSender: 2)
      #expect(try await send(1, from: "a@b.c", limits))
      #expect(try await send(2, from: "A@b.c", limits))
      #expect(try await send(3, from: "a@b.c", limits) == false)
      #expect(try await send(4, from: "d@b.c", limits))
      #expect(try await send(5, from: "e@b.c", limits))
      #expect(try await send(6, from: "f@b.c", limits) == false)
      let count = try await flow.world.count("select count(*) from pipeline.raw_inputs")
      #expect(count == 4)
    }
  }

  @Test("a mail to a task's own address becomes a comment on it, whatever it answers")
  func taskAddress() async throws {
    try await MailFlow.with { flow in
      let written = try await flow.world.write(TaskDraft(title: "Paint"))
      let address = try await InboundAddresses.create(
        task: written.id, as: flow.world.actor, in: flow.world.pool)
      _ = try await flow.accept(
        "Message-ID: <1@a>\nFrom: Bob <b@b.c>\nSubject: Colour\n\nBlue, please.\n",
        to: address.slug + "@in.test")
      try await flow.work(1)
      // An answer to that mail, sent to the ordinary address, finds the comment.
      _ = try await flow.accept(
        "Message-ID: <2@a>\nReferences: <0@a> <1@a>\nFrom: a@b.c\nSubject: Re: Colour\n\nFine.\n")
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["comment", "comment"])
      let rows = try await flow.world.pool.query(
        SQL(
          "",
          """
          select task_id, content, nlevel(thread_path) as depth from task_comments
          order by created_at, nlevel(thread_path)
          """), [])
      #expect(try rows.map { try $0.get("task_id", as: UUID.self) } == [written.id, written.id])
      #expect(try rows.map { try $0.get("depth", as: Int32.self) } == [1, 2])
      #expect(try rows[0].get("content", as: String.self) == "*Bob by mail:*\n\nBlue, please.")
    }
  }

  @Test("a file that every answer brings again is attached to the task once")
  func sameFile() async throws {
    try await MailFlow.with { flow in
      func mail(_ id: Int, _ header: String) -> String {
        """
        Message-ID: <\(id)@a>
        From: Ada <a@b.c>
        Subject: Plan
        \(header)Content-Type: multipart/mixed; boundary=b

        --b

        words \(id)
        --b
        Content-Type: image/gif; name=logo.gif
        Content-Disposition: attachment
        Content-Transfer-Encoding: base64

        R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7
        --b--

        """
      }
      _ = try await flow.accept(mail(1, ""))
      try await flow.work(1)
      _ = try await flow.accept(mail(2, "In-Reply-To: <1@a>\n"))
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["task", "comment"])
      #expect(try await flow.world.count("select count(*) from attachments") == 1)
    }
  }

  @Test("a stored mail read again shows what would be different, and nothing where nothing is")
  func replay() async throws {
    try await MailFlow.with { flow in
      _ = try await flow.accept("Message-ID: <1@a>\nFrom: Ada <a@b.c>\nSubject: Plan\n\nfirst\n")
      try await flow.work(1)
      let pool = flow.world.pool
      func replay() async throws -> MailReplay {
        let row = try await pool.queryRow(SQL("", "select id from tasks"), [])
        let task = try #require(try row?.get("id", as: UUID.self))
        return try await MailReplay.run(
          task, reader: MailReader(), type: FileTyping.inProcess(), store: flow.store, in: pool)
      }
      #expect(try await replay().differences.isEmpty)
      try await pool.execute(
        SQL(
          "",
          "update command_log set new_state = jsonb_set(new_state, '{title}', '\"Old\"')"), [])
      let differences = try await replay().differences
      #expect(differences == [ReplayDifference(field: "title", was: "Old", becomes: "Plan")])
      await #expect(throws: ReplayError.unknown) {
        try await MailReplay.run(
          UUID(), reader: MailReader(), type: FileTyping.inProcess(), store: flow.store, in: pool)
      }
    }
  }
}
