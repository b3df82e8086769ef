import Shared

/// Shows how a connection pool is used: open, busy and waited for.
struct PoolMetrics {
  private let connections: MetricFamily<Gauge>
  private let waiting: Gauge
  private let limit: Gauge
  private let metrics: Metrics

  /// The metrics of pools, in the registry.
  init(_ metrics: Metrics) {
    self.metrics = metrics
    connections = metrics.gauge(
      "fractal_database_connections", help: "Connections of this process's pool.",
      labels: ["state"])
    waiting = metrics.gauge(
      "fractal_database_pool_waiting", help: "Callers that wait for a connection."
    ).labeled()
    limit = metrics.gauge(
      "fractal_database_pool_limit", help: "The most connections the pool opens."
    ).labeled()
  }

  /// Reads the pool's numbers whenever the metrics are shown.
  func follow(_ pool: PostgresPool) {
    let (busy, idle) = (connections.labeled("busy"), connections.labeled("idle"))
    metrics.addCollector { [waiting, limit] in
      let statistics = pool.statistics
      busy.set(Double(statistics.busy))
      idle.set(Double(statistics.idle))
      waiting.set(Double(statistics.waiting))
      limit.set(Double(statistics.limit))
    }
  }
}
