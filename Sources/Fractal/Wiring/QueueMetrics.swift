import Shared
import Synchronization

/// Shows how many jobs are unfinished and how long the oldest has been due, by kind and state.
struct QueueMetrics {
  /// The question reads every unfinished job, so it is asked at most that often.
  private static let freshness = Duration.seconds(10)
  private static let patience = Duration.seconds(5)
  private static let depth = SQL(
    "queue_depth",
    """
    SELECT kind, state::text AS state, count(*) AS jobs,
      greatest(0, extract(epoch FROM now() - min(run_at)))::float8 AS oldest
    FROM pipeline.jobs GROUP BY kind, state
    """)

  private let jobs: MetricFamily<Gauge>
  private let oldest: MetricFamily<Gauge>
  private let metrics: Metrics

  /// The metrics of the queue, in the registry.
  init(_ metrics: Metrics) {
    self.metrics = metrics
    jobs = metrics.gauge(
      "fractal_queue_jobs", help: "Unfinished jobs.", labels: ["kind", "state"])
    oldest = metrics.gauge(
      "fractal_queue_oldest_seconds", help: "How long the oldest of these jobs has been due.",
      labels: ["kind", "state"])
  }

  /// Asks the database when the metrics are shown; keeps the last answer where it does not answer.
  func follow(_ pool: PostgresPool, logger: Logger) {
    let asked = AskedTime()
    metrics.addCollector { [jobs, oldest] in
      guard asked.isDue(after: Self.freshness) else { return }
      do {
        let rows = try await pool.query(Self.depth, [], timeout: Self.patience)
        jobs.removeAll()
        oldest.removeAll()
        for row in rows {
          let labels = [
            try row.get("kind", as: String.self), try row.get("state", as: String.self),
          ]
          jobs.labeled(labels).set(Double(try row.get("jobs", as: Int64.self)))
          oldest.labeled(labels).set(try row.get("oldest", as: Double.self))
        }
      } catch {
        logger.warning("cannot measure the queue", ["error": .string("\(error)")])
      }
    }
  }

  /// When the question was last asked.
  private final class AskedTime: Sendable {
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    /// True, and the time noted, where the last question is older than that.
    func isDue(after freshness: Duration) -> Bool {
      last.withLock { last in
        let now = ContinuousClock.now
        if let last, now - last < freshness { return false }
        last = now
        return true
      }
    }
  }
}
