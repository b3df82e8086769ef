import Shared
import Support
import Testing

/// Runs a worker beside a test until the test's condition holds.
enum TestWorker {
  /// Runs the handlers on the database while `body` runs; the worker is then stopped.
  static func with<Value>(
    _ database: TestDatabase, _ handlers: [any JobHandler], concurrency: Int = 4,
    heartbeatTimeout: Duration = .seconds(20), queues: [String] = ["default"],
    metrics: Metrics = Metrics(), change: (inout WorkerConfiguration) -> Void = { _ in },
    _ body: (Worker) async throws -> Value
  ) async throws -> Value {
    let pool = try database.makePool { $0.maximumConnections = 5 }
    defer { pool.close() }
    var configuration = WorkerConfiguration(
      name: "test", queues: queues, concurrency: concurrency, heartbeatTimeout: heartbeatTimeout,
      drainTimeout: .seconds(5))
    change(&configuration)
    let worker = Worker(
      pool: pool, handlers: handlers, configuration: configuration, metrics: metrics)
    let run = Task { try await worker.run() }
    do {
      let value = try await body(worker)
      worker.stop()
      try await run.value
      return value
    } catch {
      worker.stop()
      _ = try? await run.value
      throw error
    }
  }

  /// Waits until the condition holds, at most a minute; false where it never did.
  static func wait(until condition: () async throws -> Bool) async throws -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(60))
    while clock.now < deadline {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// Expects that the condition holds within a minute.
  static func expect(
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
  ) async throws {
    let holds = try await wait(until: condition)
    #expect(holds, sourceLocation: sourceLocation)
  }

  /// Waits until the job has finished and returns it.
  static func finished(_ id: JobID, _ database: TestDatabase) async throws -> JobDetails? {
    var details: JobDetails?
    _ = try await wait {
      details = try await JobQueue.job(id, in: database.pool)
      return details?.state.isFinished ?? false
    }
    return details
  }
}
