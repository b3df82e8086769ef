/// How an attempt at a job ended.
public enum JobOutcome: Sendable {
  /// What a handler writes to the database, inside the transaction that ends the job.
  ///
  /// It may be called more than once when the transaction has to be run again; only one of the
  /// calls is committed. It must make no outside call.
  public typealias Effects = @Sendable (any PostgresSession) async throws -> Void

  /// The job is completed, with a result to keep and effects to commit with it.
  case done(result: JSONValue? = nil, effects: Effects? = nil)
  /// The attempt failed; the next one comes after the wait, or the kind's backoff where nil.
  case retry(after: Duration? = nil, JobFailure)
  /// Not now: the job comes again after the wait, and the attempt does not count.
  case snooze(for: Duration)
  /// The job has become pointless.
  case cancel(reason: String)
  /// The job can never succeed.
  case discard(JobFailure, effects: Effects? = nil)
}
