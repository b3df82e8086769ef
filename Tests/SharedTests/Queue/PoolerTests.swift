import Glibc
import Support
import Testing

@testable import Shared

/// The queue behind PgBouncer in transaction mode, with Debian's package.
@Suite(.enabled(if: access(PgBouncer.program, X_OK) == 0))
struct PoolerTests {
  @Test("jobs are enqueued, claimed and completed through a pooler in transaction mode")
  func transactionMode() async throws {
    try await PooledDatabase.with { try await use($0) }
  }

  private func use(_ pool: PostgresPool) async throws {
    _ = try await Migrator(pool).migrate()
    let kind = JobKind("test.pooled")
    let handler = ClosureHandler(kind) { _, _ in
      .done { try await $0.execute(SQL.once("SELECT 1")) }
    }
    var configuration = WorkerConfiguration(name: "pooled", concurrency: 4)
    configuration.usesNotifications = false
    let worker = Worker(pool: pool, handlers: [handler], configuration: configuration)
    let run = Task { try await worker.run() }
    try await JobQueue.enqueue((0..<200).map { _ in JobRequest(kind) }, in: pool)
    try await TestWorker.expect { worker.finishedJobs == 200 }
    worker.stop()
    try await run.value
  }
}
