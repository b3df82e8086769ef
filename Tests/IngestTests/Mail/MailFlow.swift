import Foundation
import Shared
import Support

@testable import Ingest

/// A world with an inbound address, an object store in a folder of its own, a door and a worker.
struct MailFlow {
  /// The database.
  let database: TestDatabase
  /// User, workspace and project.
  let world: TestWorld
  /// Where messages and files lie.
  let store: FolderObjectStore
  /// The address's local part.
  let slug: String

  /// Runs the test in a fresh world.
  static func with(_ body: (MailFlow) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      let world = try await TestWorld.make(database)
      let address = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "mail-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(
        MailFlow(
          database: database, world: world, store: FolderObjectStore(folder: folder.path),
          slug: address.slug))
    }
  }

  /// Hands a message in, to the address unless another is named.
  func accept(
    _ text: String, to recipient: String? = nil, limits: MailRateLimits = MailRateLimits(),
    source: String = "mail_http", sender: String? = nil
  ) async throws -> MailIntakeOutcome {
    let intake = MailIntake(
      pool: world.pool, store: store, trustedServers: ["mx.test"], limits: limits)
    return try await intake.accept(
      Array(text.utf8),
      MailEnvelope(recipient: recipient ?? slug + "@in.test", source: source, sender: sender))
  }

  /// Runs a worker until it has finished that many jobs, on the flow's own store unless another is
  /// given.
  func work(
    _ jobs: Int, notices: MailNoticeSender? = nil, store: (any ObjectStore)? = nil
  ) async throws {
    var configuration = WorkerConfiguration(name: "test", concurrency: 2)
    configuration.endsAfter = jobs
    let pool = try database.makePool()
    defer { pool.close() }
    let sender = notices ?? MailNoticeSender(pool: world.pool, client: nil, sender: nil)
    try await Worker(
      pool: pool, handlers: [MailToTask(pool: world.pool, store: store ?? self.store), sender],
      configuration: configuration
    ).run()
  }

  /// Takes the messages themselves away, as if the store had lost them.
  func loseMessages() async throws {
    let rows = try await world.pool.query(
      SQL("", "select object_key k from pipeline.raw_inputs where object_key is not null"), [])
    for row in rows {
      guard let key = ObjectKey(try row.get("k", as: String.self)) else { continue }
      try await store.remove(key)
    }
  }

  /// What became of the inputs, in the order in which they came.
  func outcomes() async throws -> [String] {
    try await world.pool.query(
      SQL("", "select coalesce(outcome, 'none') o from pipeline.raw_inputs order by received_at"),
      []
    ).map { try $0.get("o", as: String.self) }
  }
}
