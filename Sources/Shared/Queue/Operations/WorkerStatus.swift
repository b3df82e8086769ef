/// A worker that is alive, as the database knows it.
public struct WorkerStatus: Sendable {
  /// Host and process.
  public let name: String
  /// The version of its program.
  public let version: String
  /// The queues it serves.
  public let queues: [String]
  /// How many jobs it ran at its last heartbeat.
  public let running: Int
  /// Seconds since its last heartbeat.
  public let silentSeconds: Double
  /// Seconds since it started.
  public let ageSeconds: Double

  /// Reads a row of ``OperationStatements/workers``.
  init(_ row: PostgresRow) throws(PostgresError) {
    name = try row.get("name")
    version = try row.get("version")
    queues = try row.get("queues")
    running = Int(try row.get("running", as: Int32.self))
    silentSeconds = try row.get("silent_for")
    ageSeconds = try row.get("age")
  }
}
