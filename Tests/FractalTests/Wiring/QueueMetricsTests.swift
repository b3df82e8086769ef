import Shared
import Support
import Testing

@testable import Fractal

@Suite struct QueueMetricsTests {
  @Test("unfinished jobs are shown by kind and state, with the age of the oldest")
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
      QueueMetrics(metrics).follow(database.pool, logger: .silent)
      let text = await metrics.exposition()
      #expect(text.contains("fractal_queue_jobs{kind=\"a\",state=\"available\"} 2\n"))
      #expect(text.contains("fractal_queue_jobs{kind=\"b\",state=\"scheduled\"} 1\n"))
      #expect(text.contains("fractal_queue_oldest_seconds{kind=\"b\",state=\"scheduled\"} 0\n"))
      #expect(text.contains("fractal_queue_oldest_seconds{kind=\"a\",state=\"available\"} 9"))
    }
  }
}
