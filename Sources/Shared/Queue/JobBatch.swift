/// Jobs that belong together, with a job that runs when all of them have finished.
public struct JobBatch: Sendable {
  /// The number of the batch.
  public let id: Int64
  /// The parts, in the order of the requests.
  public let jobs: [JobID]
  /// The job that runs last.
  public let callback: JobID

  /// Enqueues the parts and the job that runs when all have finished, however they did. The
  /// callback finds the batch's number under `batch` in its arguments; it waits for its parts and
  /// nothing else, so one with a time, a key or jobs to wait for is refused as misuse.
  public static func enqueue(
    _ parts: [JobRequest], then callback: JobRequest, in session: any PostgresSession
  ) async throws(PostgresError) -> JobBatch {
    guard callback.isPlain, case .now = callback.due else {
      throw PostgresError(
        .usage, "the callback of a batch has neither a time, nor keys, nor jobs to wait for",
        statement: EnqueueStatements.openBatch.name)
    }
    let workspace = callback.workspace ?? ClaimedJob.noWorkspace
    guard
      let row = try await session.queryRow(
        EnqueueStatements.openBatch,
        [
          workspace, parts.count, callback.kind.name, callback.queue ?? callback.kind.queue,
          callback.args, Int16(clamping: callback.priority),
          Int16(clamping: callback.kind.maxAttempts), callback.trace,
        ])
    else {
      throw PostgresError(
        .decoding, "no batch came back", statement: EnqueueStatements.openBatch.name)
    }
    let batch = try row.get(0, as: Int64.self)
    let last = JobID(rawValue: try row.get(1, as: Int64.self))
    let jobs = try await JobQueue.enqueue(parts, batch: batch, in: session)
    // A part whose unique key another job holds is no part of this batch: it counts as done.
    try await session.execute(EnqueueStatements.settleBatch, [batch, last.rawValue])
    return JobBatch(id: batch, jobs: jobs, callback: last)
  }

  /// How many parts are still to finish and how many have failed; nil where there is no such batch.
  public static func progress(
    of batch: Int64, in session: any PostgresSession
  ) async throws(PostgresError) -> (total: Int, remaining: Int, failed: Int)? {
    guard let row = try await session.queryRow(EnqueueStatements.batchProgress, [batch]) else {
      return nil
    }
    return (
      Int(try row.get(0, as: Int32.self)), Int(try row.get(1, as: Int32.self)),
      Int(try row.get(2, as: Int32.self))
    )
  }
}
