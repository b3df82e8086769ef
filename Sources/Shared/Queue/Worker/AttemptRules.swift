/// The rules by which an outcome becomes what is written: pure, so that they are tested alone.
enum AttemptRules {
  /// Why a handler's task was cancelled.
  enum Interruption: Sendable {
    /// Somebody asked for the job's cancellation.
    case requested
    /// The attempt ran longer than its kind allows.
    case timeout
    /// The worker has to end now.
    case shutdown
  }

  /// What follows from what the handler returned.
  static func end(
    of outcome: JobOutcome, job: ClaimedJob, kind: JobKind, random: Double
  ) -> AttemptEnd {
    switch outcome {
    case .done(let result?, _) where result.serializedBytes.count > QueueLimits.resultBytes:
      failed(
        JobFailure(
          "result_too_large", "a result holds at most \(QueueLimits.resultBytes) bytes",
          isFinal: true), after: nil, job: job, kind: kind, random: random)
    case .done(let result, let effects): .complete(result: result, effects: effects)
    case .retry(let after, let failure):
      failed(failure, after: after, job: job, kind: kind, random: random)
    case .snooze(let wait): .putBack(delay: max(wait, .zero), refund: true, failure: nil)
    case .cancel(let reason):
      .finish(.cancelled, reason: reason, failure: nil, effects: nil)
    case .discard(let failure, let effects):
      .finish(.discarded, reason: failure.code, failure: failure, effects: effects)
    }
  }

  /// What follows from what the handler threw, or from the failure of its effects.
  static func end(
    ofError error: any Error, interruption: Interruption?, job: ClaimedJob, kind: JobKind,
    random: Double
  ) -> AttemptEnd {
    switch interruption {
    case .requested:
      return .finish(.cancelled, reason: "cancelled", failure: nil, effects: nil)
    case .shutdown:
      return .putBack(delay: .zero, refund: true, failure: JobFailure("worker_stopped"))
    case .timeout:
      let failure = JobFailure("timeout", "ran longer than \(kind.timeout.inSeconds) s")
      return failed(failure, after: nil, job: job, kind: kind, random: random)
    case nil:
      return failed(JobFailure(error), after: nil, job: job, kind: kind, random: random)
    }
  }

  /// Set where a claimed job is not to be run any more: the reason of its discard.
  static func condemnation(of job: ClaimedJob) -> JobFailure? {
    if let reason = job.discardReason { return JobFailure("given_up", reason) }
    if job.attempt > job.maxAttempts { return JobFailure("given_up", "its attempts are used up") }
    return nil
  }

  /// How often a discard is tried; with the pauses between them that is about a day.
  private static let discards = 30

  /// What follows where the effects of a discard fail: another try, and in the end none.
  static func discardFailed(_ error: any Error, job: ClaimedJob) -> AttemptEnd {
    let failure = JobFailure("discard_failed", JobFailure(error).description)
    let tried = max(job.attempt - job.maxAttempts, 0)
    if tried >= discards {
      return .finish(.discarded, reason: failure.code, failure: failure, effects: nil)
    }
    let wait = min(30 << min(tried, 7), 3_600)
    return .putBack(delay: .seconds(wait), refund: false, failure: failure)
  }

  private static func failed(
    _ failure: JobFailure, after wait: Duration?, job: ClaimedJob, kind: JobKind, random: Double
  ) -> AttemptEnd {
    if failure.isFinal || job.attempt >= job.maxAttempts {
      return .finish(.discarded, reason: failure.code, failure: failure, effects: nil)
    }
    let delay = wait ?? kind.backoff.delay(afterFailure: job.attempt, random: random)
    return .putBack(delay: max(delay, .zero), refund: false, failure: failure)
  }
}
