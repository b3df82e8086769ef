import FoundationEssentials

/// One row of ``FinishStatements/finish``.
struct FinishRow {
  /// The final state.
  let state: String
  /// The result as JSON.
  let result: String?
  /// Seconds it is kept, where shorter than usual.
  let keeping: Double?
  /// The error as JSON.
  let failure: String?
  /// Why it was cancelled or discarded.
  let reason: String?

  /// What is written for an attempt that finished its job on that worker.
  init(_ attempt: FinishedAttempt, worker: String) {
    keeping = attempt.kind.retention?.inSeconds
    switch attempt.end {
    case .complete(let value, _):
      state = JobState.completed.rawValue
      result = value?.serialized
      failure = nil
      reason = nil
    case .finish(let final, let why, let cause, _):
      state = final.rawValue
      result = nil
      failure = cause.map { Self.errorText($0, attempt.job, worker: worker) }
      reason = why
    case .putBack:
      // Sorted out before; as a finished row it would at least not be lost.
      state = JobState.discarded.rawValue
      result = nil
      failure = nil
      reason = nil
    }
  }

  /// An error as it is kept on a job: when by this machine's clock (for reading only), which
  /// attempt, where, and under which trace.
  static func errorText(_ failure: JobFailure, _ job: ClaimedJob, worker: String) -> String {
    let trace = JobContext(job: job, logger: .silent).trace
    return JSONValue.members([
      "at": .string(Date.now.ISO8601Format()), "attempt": .int(Int64(job.attempt)),
      "code": .string(failure.code), "message": .string(failure.message),
      "worker": .string(worker), "trace": .string(trace.traceID),
    ]).serialized
  }
}
