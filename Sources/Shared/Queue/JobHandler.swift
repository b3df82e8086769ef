/// Does the jobs of one kind.
///
/// A handler computes and calls outside first, and returns what is to be written as the effects of
/// its outcome: no transaction is open while it runs. It may be run again at any time, so outside
/// calls carry ``JobContext/idempotencyKey(_:)``.
public protocol JobHandler: Sendable {
  /// The kind it does.
  var kind: JobKind { get }

  /// Does one job. Throwing is the same as returning ``JobOutcome/retry(after:_:)`` without a wait
  /// of its own; the task is cancelled when the job times out, is cancelled or is no longer ours.
  func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome

  /// What is to be written in the transaction that discards a job, whatever led to it; nil for
  /// nothing. Throwing puts the discard off: it is asked for again later, for about a day.
  func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects?
}

extension JobHandler {
  /// Nothing is written.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? { nil }
}
