import Foundation
import Ingest
import NLParse
import Support
import Testing

@testable import Fractal
@testable import Shared

/// Commands in subjects, from the door for mail to the task in the database.
@Suite struct SubjectCommandTests {
  /// A world whose user writes from a known address, with an inbound address into no project.
  private struct Scene {
    let world: TestWorld
    let database: TestDatabase
    let store: FolderObjectStore
    let slug: String
    let finance: UUID

    /// Sends a mail, works, and returns its task.
    func task(
      from: String = "ada@example.org", proven: Bool = true, _ subject: String, _ body: String
    ) async throws -> JSONValue {
      let domain = from.split(separator: "@").last ?? ""
      let result = "Authentication-Results: mx.test; dmarc=pass header.from=\(domain)\n"
      let message =
        (proven ? result : "") + "Message-ID: <\(UUID())@x>\nFrom: \(from)\n"
        + "Subject: \(subject)\n\n\(body)\n"
      let intake = MailIntake(pool: world.pool, store: store, trustedServers: ["mx.test"])
      let outcome = try await intake.accept(
        Array(message.utf8), MailEnvelope(recipient: slug + "@in.test", source: "mail_http"))
      guard case .accepted(let input, _) = outcome else {
        Issue.record("not taken: \(outcome)")
        return .null
      }
      var configuration = WorkerConfiguration(name: "test", concurrency: 1)
      configuration.endsAfter = 1
      let pool = try database.makePool()
      defer { pool.close() }
      let handler = MailToTask(pool: world.pool, store: store, subjects: SubjectLines())
      try await Worker(pool: pool, handlers: [handler], configuration: configuration).run()
      let id = try #require(try await RawInputs.input(input, in: world.pool)?.task)
      return try await TaskReader.task(id, as: world.actor, in: world.pool)
    }
  }

  private func with(_ body: (Scene) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      let world = try await TestWorld.make(database)
      try await world.pool.execute(
        SQL("", "update users set email = 'ada@example.org' where id = $1"), [world.user])
      let finance = try await TestWorld.addProject(
        in: world.workspace, by: world.user, role: "OWNER", name: "Finance", world.pool)
      let address = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID())")
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(
        Scene(
          world: world, database: database, store: FolderObjectStore(folder: folder.path),
          slug: address.slug, finance: finance))
    }
  }

  private func forwarded(_ subject: String) -> String {
    """
    Please look at it #Nowhere !2.

    ---------- Forwarded message ---------
    From: Bob <bob@example.net>
    Date: Mon, Nov 2, 2026 at 9:00 AM
    Subject: \(subject)
    To: <ada@example.org>

    The invoice. #Finance @fake !1 ~3h
    """
  }

  private static let commands = "#Finance @paper !1 tomorrow ~45m"

  private func tags(_ task: JSONValue) -> [String] {
    (task["tags"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
  }

  @Test("a verified owner's commands beside a forwarded subject fill the task's fields")
  func owner() async throws {
    try await with { scene in
      let task = try await scene.task(
        "Fwd: Invoice 7 \(Self.commands)", forwarded("Invoice 7"))
      #expect(task["title"] == "Invoice 7")
      #expect(task["project_id"]?.stringValue.flatMap { UUID(uuidString: $0) } == scene.finance)
      #expect(tags(task) == ["paper"])
      #expect(task["priority"]?.intValue == 1)
      #expect(task["estimated_minutes"]?.intValue == 45)
      #expect(task["due_date"]?.stringValue != nil)
      #expect(task["facts"]?["sender_class"] == "owner")
      #expect(task["description"]?.stringValue?.contains("The invoice.") == true)
    }
  }

  @Test("a stored mail of its owner read again gives the same task")
  func replay() async throws {
    try await with { scene in
      for subject in ["Pay the gas bill !1 tomorrow", "Fwd: Invoice 7 \(Self.commands)"] {
        let task = try await scene.task(subject, forwarded("Invoice 7"))
        let id = try #require(task["id"]?.stringValue.flatMap { UUID(uuidString: $0) })
        let replay = try await MailReplay.run(
          id, reader: MailReader(), type: FileTyping.inProcess(), subjects: SubjectLines(),
          store: scene.store, in: scene.world.pool)
        #expect(replay.differences == [])
        // Older inputs have the door's decision on the job alone.
        try await scene.world.pool.execute(
          SQL("", "update pipeline.raw_inputs set details = details - 'job' where task_id = $1"),
          [id])
        let older = try await MailReplay.run(
          id, reader: MailReader(), type: FileTyping.inProcess(), subjects: SubjectLines(),
          store: scene.store, in: scene.world.pool)
        #expect(older.differences == [])
      }
    }
  }

  @Test("an outsider's subject, an old subject and quoted text command nothing")
  func others() async throws {
    try await with { scene in
      let subject = "Fwd: Invoice 7 \(Self.commands)"
      for task in [
        try await scene.task(proven: false, subject, forwarded("Invoice 7")),
        try await scene.task(from: "eve@example.com", subject, forwarded("Invoice 7")),
        try await scene.task(subject, forwarded("Invoice 7 \(Self.commands)")),
        try await scene.task("Fwd: Invoice 7", forwarded("Invoice 7")),
        try await scene.task("Fwd: \(Self.commands)", "Nothing that was forwarded is found."),
      ] {
        #expect(
          task["project_id"]?.stringValue.flatMap { UUID(uuidString: $0) } == scene.world.project)
        #expect(tags(task).isEmpty)
        #expect(task["priority"]?.intValue == 0)
        #expect(task["estimated_minutes"]?.isNull == true)
        #expect(task["due_date"]?.isNull == true)
      }
    }
  }
}
