/// What is to be written about an attempt: the outcome after all rules have been applied.
enum AttemptEnd: Sendable {
  /// The job is completed.
  case complete(result: JSONValue?, effects: JobOutcome.Effects?)
  /// The job comes again after the delay; `refund` where the claim does not count.
  case putBack(delay: Duration, refund: Bool, failure: JobFailure?)
  /// The job is cancelled or discarded.
  case finish(JobState, reason: String, failure: JobFailure?, effects: JobOutcome.Effects?)

  /// What the handler wants to write with it.
  var effects: JobOutcome.Effects? {
    switch self {
    case .complete(_, let effects): effects
    case .finish(_, _, _, let effects): effects
    case .putBack: nil
    }
  }

  /// Why it failed, where it did.
  var failure: JobFailure? {
    switch self {
    case .complete: nil
    case .putBack(_, _, let failure), .finish(_, _, let failure, _): failure
    }
  }
}
