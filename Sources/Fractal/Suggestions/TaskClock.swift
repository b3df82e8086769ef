import Shared

/// The database's clock, by which everything about tasks is decided.
enum TaskClock {
  private static let nowSQL = SQL("task_clock", "select clock_timestamp()")

  /// The time by the database.
  static func now(in session: any PostgresSession) async throws -> Instant {
    // The statement always gives one row; without it this machine's clock is near enough.
    try await session.queryRow(nowSQL, [])?.get(0, as: Instant.self) ?? Instant.machineNow
  }
}
