import Synchronization

/// Shows how the queues stand whenever metrics are read, asking the database at most every half
/// minute, since counting millions of scheduled jobs takes a second.
public final class QueueMetrics: Sendable {
  private let pool: PostgresPool
  private let jobs: MetricFamily<Gauge>
  private let oldest: MetricFamily<Gauge>
  private let nextLook = Mutex(SteadyTime(nanoseconds: 0))
  private static let interval: Duration = .seconds(30)
  private static let patience: Duration = .seconds(5)

  /// The gauges `fractal_queue_jobs` and `fractal_queue_oldest_seconds` of the pool's database.
  public init(_ metrics: Metrics, pool: PostgresPool) {
    self.pool = pool
    jobs = metrics.gauge(
      "fractal_queue_jobs", help: "Unfinished jobs by queue, kind and state.",
      labels: ["queue", "kind", "state"])
    oldest = metrics.gauge(
      "fractal_queue_oldest_seconds",
      help: "Seconds since the oldest available job became due.", labels: ["queue", "kind"])
    metrics.addCollector { await self.look() }
  }

  private func look() async {
    let isDue = nextLook.withLock { next in
      guard next.remainingNanoseconds == 0 else { return false }
      next = SteadyTime.now.advanced(by: Self.interval)
      return true
    }
    // A database that is away leaves the last numbers standing; /readyz tells of it.
    guard isDue,
      let rows = try? await pool.query(OperationStatements.depth, [], timeout: Self.patience)
    else { return }
    jobs.removeAll()
    oldest.removeAll()
    for row in rows {
      guard let queue = try? row.get("queue", as: String.self),
        let kind = try? row.get("kind", as: String.self),
        let state = try? row.get("state", as: String.self),
        let count = try? row.get("jobs", as: Int64.self),
        let age = try? row.get("age", as: Double.self)
      else { continue }
      jobs.labeled(queue, kind, state).set(Double(count))
      if state == JobState.available.rawValue { oldest.labeled(queue, kind).set(age) }
    }
  }
}
