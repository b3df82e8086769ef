import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// Mails through the door and the worker into a real database.
@Suite struct MailFlowTests {
  /// A world with an inbound address, an object store in a folder of its own, and a door.
  private struct Flow {
    let database: TestDatabase
    let world: TestWorld
    let store: FolderObjectStore
    let slug: String

    func accept(_ text: String) async throws -> MailIntakeOutcome {
      let intake = MailIntake(pool: world.pool, store: store)
      return try await intake.accept(
        Array(text.utf8), MailEnvelope(recipient: slug + "@in.test", source: "mail_http"))
    }

    /// Runs a worker until it has finished that many jobs.
    func work(_ jobs: Int) async throws {
      var configuration = WorkerConfiguration(name: "test", concurrency: 2)
      configuration.endsAfter = jobs
      let pool = try database.makePool()
      defer { pool.close() }
      try await Worker(
        pool: pool, handlers: [MailToTask(pool: world.pool, store: store)],
        configuration: configuration
      ).run()
    }

    func outcomes() async throws -> [String] {
      try await world.pool.query(
        SQL("", "select coalesce(outcome, 'none') o from pipeline.raw_inputs order by received_at"),
        []
      ).map { try $0.get("o", as: String.self) }
    }
  }

  private func with(_ body: (Flow) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      let world = try await TestWorld.make(database)
      let address = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "mail-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(
        Flow(
          database: database, world: world, store: FolderObjectStore(folder: folder.path),
          slug: address.slug))
    }
  }

  @Test("an answer to a mail that became a task becomes a comment on it")
  func thread() async throws {
    try await with { flow in
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

  @Test("an out-of-office mail is recorded and becomes nothing")
  func automatic() async throws {
    try await with { flow in
      _ = try await flow.accept("Auto-Submitted: auto-replied\nFrom: a@b.c\nSubject: Away\n\nx\n")
      try await flow.work(1)
      #expect(try await flow.outcomes() == ["dropped"])
      #expect(try await flow.world.count("select count(*) from tasks") == 0)
    }
  }

  @Test("a held mail waits for a person, who releases or drops it")
  func quarantine() async throws {
    try await with { flow in
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

  @Test("a sender that the address does not take is refused at the door")
  func refused() async throws {
    try await with { flow in
      try await flow.world.pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'reject'"), [])
      let outcome = try await flow.accept("From: x@y.z\nSubject: No\n\nx\n")
      #expect(outcome == .notAllowed("the address does not take this mail"))
      #expect(try await flow.outcomes().isEmpty)
    }
  }
}
