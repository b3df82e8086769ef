import FoundationEssentials

extension ClaimedJob {
  /// Reads a row of ``ClaimStatements/claim`` with the lane it came from.
  static func read(_ row: PostgresRow) throws(PostgresError) -> (ClaimedJob, JobLane.Key) {
    let id = try row.get(0, as: Int64.self)
    let kind = try row.get(2, as: String.self)
    let queue = try row.get(3, as: String.self)
    let workspace = try row.get(5, as: UUID.self)
    // One job whose arguments are nested too deep must not hold up the batch it was claimed with.
    let args = try? row.get(6, as: JSONValue.self)
    let reason = try row.get(13, as: String?.self)
    let job = ClaimedJob(
      id: JobID(rawValue: id), token: try row.get(1, as: Int64.self), kind: kind, queue: queue,
      workspace: workspace == noWorkspace ? nil : workspace,
      args: args ?? .null, attempt: Int(try row.get(7, as: Int16.self)),
      maxAttempts: Int(try row.get(8, as: Int16.self)),
      crashes: Int(try row.get(9, as: Int16.self)), runAt: try row.get(10, as: Instant.self),
      claimedAt: try row.get(15, as: Instant.self), trace: try row.get(11, as: String?.self),
      idempotencyBase: try row.get(12, as: String?.self) ?? String(id),
      discardReason: args == nil ? "its arguments cannot be read" : reason,
      cancelRequested: try row.get(14, as: Bool.self))
    let lane = JobLane.Key(
      queue: queue, kind: kind, priority: try row.get(4, as: Int16.self), workspace: workspace)
    return (job, lane)
  }
}

extension JobLane.Key {
  /// Reads a row of ``ClaimStatements/lanes``.
  static func read(_ row: PostgresRow) throws(PostgresError) -> JobLane.Key {
    JobLane.Key(
      queue: try row.get(0, as: String.self), kind: try row.get(1, as: String.self),
      priority: try row.get(2, as: Int16.self), workspace: try row.get(3, as: UUID.self))
  }
}
