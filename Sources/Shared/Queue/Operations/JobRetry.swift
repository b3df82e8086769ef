/// What came of letting jobs run again.
public struct JobRetry: Sendable, Equatable {
  /// The jobs that run again.
  public internal(set) var retried: [JobID] = []
  /// The jobs that stay finished since an unfinished one of their kind and workspace holds their
  /// unique key, each with that one; nil where it has ended in the meantime.
  public internal(set) var heldBack: [JobID: JobID?] = [:]

  /// Reads a row of ``OperationStatements/retryFinished``.
  mutating func add(_ row: PostgresRow) throws(PostgresError) {
    let job = JobID(rawValue: try row.get("job", as: Int64.self))
    if try row.get("is_back", as: Bool.self) {
      retried.append(job)
    } else {
      let holder = try row.get("key_holder", as: Int64?.self)
      heldBack.updateValue(holder.map { JobID(rawValue: $0) }, forKey: job)
    }
  }
}
