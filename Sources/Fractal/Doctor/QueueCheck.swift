import Shared

/// Whether somebody works, and whether jobs wait too long.
struct QueueCheck {
  /// Seconds that an available job may wait before somebody should look.
  static let patience = 300.0

  private static let facts = SQL(
    "doctor_queue",
    """
    SELECT (SELECT count(*)::int FROM pipeline.workers
        WHERE heartbeat_at > now() - timeout) AS workers,
      coalesce((SELECT extract(epoch FROM now() - min(run_at))::float8 FROM pipeline.jobs
        WHERE state = 'available'), 0) AS oldest
    """)

  /// The findings about the queue of that database, which has its schema.
  static func findings(_ session: any PostgresSession) async throws -> [DoctorFinding] {
    guard let row = try await session.queryRow(facts) else { return [] }
    return judge(
      workers: try row.get("workers", as: Int.self),
      oldestSeconds: try row.get("oldest", as: Double.self))
  }

  /// What the numbers mean.
  static func judge(workers: Int, oldestSeconds: Double) -> [DoctorFinding] {
    [
      workers > 0
        ? .ok("queue.workers", "\(workers) alive")
        : .warning(
          "queue.workers", "none alive", "start 'fractal worker' (or 'fractal run'); jobs wait"),
      oldestSeconds < patience
        ? .ok("queue.age", "the oldest job has been due for \(Int(max(0, oldestSeconds))) s")
        : .warning(
          "queue.age", "the oldest job has been due for \(Int(oldestSeconds)) s",
          "start more workers, or raise WORKER_CONCURRENCY; 'fractal jobs list' shows what waits"),
    ]
  }
}
