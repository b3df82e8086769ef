import Shared
import Support
import Testing

@testable import Fractal

@Suite struct QueueMetricsTests {
  @Test("unfinished jobs are shown by queue, kind and state, with the age of the oldest")
  func depth() async throws {
    try await TestDatabase.with(.pipeline) { database in
      _ = try await database.pool.query(
        .once(
          """
          insert into pipeline.jobs (kind, state, run_at) values
            ('a', 'available', now() - interval '90 seconds'), ('a', 'available', now()),
            ('b', 'scheduled', now() + interval '1 hour')
          """))
      let metrics = Metrics()
      _ = QueueMetrics(metrics, pool: database.pool)
      let text = await metrics.exposition()
      let available = #"{queue="default",kind="a",state="available"} 2"#
      #expect(text.contains("fractal_queue_jobs\(available)\n"), "\(text)")
      let scheduled = #"{queue="default",kind="b",state="scheduled"} 1"#
      #expect(text.contains("fractal_queue_jobs\(scheduled)\n"))
      let name = #"fractal_queue_oldest_seconds{queue="default",kind="a"} "#
      let oldest = try #require(text.split(separator: "\n").first { $0.hasPrefix(name) })
      let seconds = try #require(Double(oldest.dropFirst(name.utf8.count)))
      #expect((90..<300).contains(seconds))
    }
  }
}
