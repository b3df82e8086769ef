import FoundationEssentials
import Support
import Synchronization
import Testing

@testable import Shared

/// The SQL functions through which the app's backend uses the queue.
@Suite struct JobDoorTests {
  @Test("a role that may do nothing else enqueues and cancels in its own transactions")
  func door() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let role = "app_\(UInt32.random(in: 0 ... .max))"
      let administrator = PostgresPool(
        configuration: try TestDatabase.configuration(url: database.administratorURL))
      defer { administrator.close() }
      try await administrator.execute(SQL.once("CREATE ROLE \(role) LOGIN"))
      try await administrator.execute(SQL.once("SELECT pipeline.open_doors('\(role)')"))
      var configuration = try TestDatabase.configuration(url: database.administratorURL)
      configuration.sessionOptions = "-c role=\(role)"
      let app = PostgresPool(configuration: configuration)
      let enqueue = SQL.once(
        "SELECT pipeline.enqueue('mail.receive', '{\"raw\": 7}', workspace_id => $1)")
      let workspace = UUID()
      struct Undo: Error {}
      await #expect(throws: Undo.self) {
        try await app.transaction { transaction in
          _ = try await transaction.query(enqueue, [workspace])
          throw Undo()
        } as Void
      }
      #expect(try await JobQueue.jobs(JobFilter(), in: database.pool).isEmpty)
      let added = try await app.transaction { transaction in
        try await transaction.queryRow(enqueue, [workspace])?.get(0, as: Int64.self)
      }
      let id = JobID(rawValue: try #require(added))
      let job = try #require(
        try await JobQueue.job(id, in: database.pool))
      #expect(job.kind == "mail.receive" && job.workspace == workspace)
      #expect(job.args["raw"]?.intValue == 7)
      for statement in [
        "SELECT * FROM pipeline.jobs", "DELETE FROM pipeline.finished_jobs",
        "SELECT pipeline.rescue_jobs()", "SELECT pipeline.finish_unclaimed(1, 'discarded', 'x')",
        "CREATE TABLE pipeline.x (a int)", "SELECT pipeline.open_doors('public')",
      ] {
        await #expect(throws: PostgresError.self, "\(statement)") {
          try await app.execute(SQL.once(statement))
        }
      }
      let end = try await app.queryRow(
        SQL.once("SELECT pipeline.cancel($1, 'changed my mind')"), [job.id.rawValue])
      #expect(try end?.get(0, as: String.self) == "cancelled")
      app.close()
      try await administrator.execute(SQL.once("DROP OWNED BY \(role)"))
      try await administrator.execute(SQL.once("DROP ROLE \(role)"))
    }
  }

  @Test("the door refuses what is no kind, no policy, or too big")
  func refusals() async throws {
    try await TestDatabase.with(.pipeline) { database in
      for call in [
        "pipeline.enqueue('No Kind')", "pipeline.enqueue('')", "pipeline.enqueue(NULL)",
        "pipeline.enqueue('a', on_failure => 'explode')",
        "pipeline.enqueue('a', unique_key => repeat('x', 501))",
        "pipeline.enqueue('a', jsonb_build_object('a', (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 60000) n)))",
        "pipeline.enqueue('a', depends_on => ARRAY[123456])",
      ] {
        await #expect(throws: PostgresError.self, "\(call)") {
          try await database.pool.execute(SQL.once("SELECT \(call)"))
        }
      }
    }
  }

  @Test("a unique key keeps out jobs of its own workspace only")
  func uniqueByWorkspace() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.mine", uniqueScope: .whileUnfinished)
      let (one, other) = (UUID(), UUID())
      func enqueue(_ workspace: UUID?) async throws -> JobID {
        try await JobQueue.enqueue(
          JobRequest(kind, workspace: workspace, uniqueKey: "user"), in: database.pool)
      }
      let ids = [try await enqueue(one), try await enqueue(other), try await enqueue(nil)]
      #expect(Set(ids).count == 3)
      #expect(try await enqueue(one) == ids[0])
      #expect(try await enqueue(other) == ids[1])
      #expect(try await enqueue(nil) == ids[2])
      let jobs = try await JobQueue.jobs(JobFilter(), in: database.pool)
      #expect(jobs.map(\.workspace) == [nil, other, one])
    }
  }

  @Test("two transactions that want the same unique key never lose the job")
  func uniqueRace() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let first = try database.makePool()
      defer { first.close() }
      let enqueue = SQL.once("SELECT pipeline.enqueue('a', unique_key => 'one')")
      struct Undo: Error {}
      let other = Mutex<Task<Int64?, any Error>?>(nil)
      await #expect(throws: Undo.self) {
        try await first.transaction { transaction in
          _ = try await transaction.query(enqueue)
          other.withLock {
            $0 = Task { try await database.pool.queryRow(enqueue)?.get(0, as: Int64.self) }
          }
          try await Task.sleep(for: .milliseconds(100))
          throw Undo()
        } as Void
      }
      let id = try await other.withLock { $0 }?.value
      #expect(id != nil)
      #expect(try await JobQueue.jobs(JobFilter(), in: database.pool).count == 1)
    }
  }
}
