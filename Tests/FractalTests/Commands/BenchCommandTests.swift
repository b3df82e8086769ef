import Shared
import Support
import Testing

@testable import Fractal

/// The measurements of the queue on a database that `fractal migrate` alone has prepared: the
/// pipeline's schema without the app's tables.
@Suite struct BenchCommandTests {
  @Test("jobs are enqueued, drained and timed without the app's tables")
  func queue() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let context = ProgramContext(
        settings: try Settings(environment: ["DATABASE_URL": database.url]), logger: .silent)
      for (count, words) in [(30, ["--bulk"]), (10, []), (5, ["--kind", "noop"])] {
        let made = try await BenchCommand.measure(
          ["enqueue", "--count", "\(count)"] + words, context)
        #expect(made["count"]?.intValue.map(Int.init) == count)
      }
      #expect(try await JobQueue.jobs(JobFilter(limit: 100), in: database.pool).count == 45)
      let drained = try await BenchCommand.measure(["drain", "--expect", "45"], context) {
        try await $0.worker.run()
      }
      #expect((drained["count"]?.intValue ?? 0) >= 45)
      #expect(try await JobQueue.jobs(JobFilter(), in: database.pool).isEmpty)
      let other = try WorkerWiring(context) { $0.endsAfter = 3 }
      let working = Task { try await other.worker.run() }
      let times = try await BenchCommand.measure(["latency", "--count", "3"], context)
      try await working.value
      let median = try #require(times["p50_ms"]?.doubleValue)
      let most = try #require(times["max_ms"]?.doubleValue)
      #expect(median > 0 && median <= most)
    }
  }
}
