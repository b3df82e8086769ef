import Shared

/// Kind `noop`: does nothing, to measure what the queue itself costs.
struct NoopHandler: JobHandler {
  /// The kind, for those who enqueue.
  static let jobKind = JobKind("noop", completion: .batched)
  /// The kind it does.
  let kind: JobKind = NoopHandler.jobKind

  /// One job: it does nothing.
  func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome { .done() }
}
