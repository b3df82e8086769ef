/// How one queue stands.
public struct QueueStatus: Sendable {
  /// Its name.
  public let name: String
  /// Since when nothing is claimed from it; nil while it is open.
  public let pausedAt: Instant?
  /// Why it was paused.
  public let reason: String?
  /// Unfinished jobs by state.
  public let depth: [JobState: Int]
  /// Seconds since the oldest available job became due.
  public let oldestSeconds: Double?
  /// Jobs finished within the last minute.
  public let finishedLastMinute: Int

  /// Reads a row of ``OperationStatements/queues``.
  init(_ row: PostgresRow) throws(PostgresError) {
    name = try row.get("name")
    pausedAt = try row.get("paused_at")
    reason = try row.get("reason")
    var depth: [JobState: Int] = [:]
    for member in try row.get("depth", as: JSONValue.self).objectValue?.members ?? [] {
      if let state = JobState(rawValue: member.key) {
        depth[state] = Int(member.value.intValue ?? 0)
      }
    }
    self.depth = depth
    oldestSeconds = try row.get("oldest")
    finishedLastMinute = Int(try row.get("last_minute", as: Int64.self))
  }
}
