/// Ended attempts sorted by how they are written.
struct WritePlan {
  /// Completed without result and effects: one plain statement for all.
  var completed: [FinishedAttempt] = []
  /// With effects, in groups of which each is one transaction.
  var shared: [[FinishedAttempt]] = []
  /// Finished with a result, a reason or a time of keeping of their own.
  var finished: [FinishedAttempt] = []
  /// To be tried again.
  var putBack: [FinishedAttempt] = []

  /// Sorts the attempts by job, so that all workers lock rows in the same order. With
  /// `effectsAreDone` what had effects is written like what has none.
  init(_ attempts: [FinishedAttempt], effectsAreDone: Bool = false) {
    var open: [FinishedAttempt] = []
    for attempt in attempts.sorted(by: { $0.job.id < $1.job.id }).map(Self.allowed) {
      switch attempt.end {
      case _ where attempt.end.effects != nil && !effectsAreDone:
        if attempt.kind.sharesTransactions {
          open.append(attempt)
          if open.count == QueueLimits.sharedTransaction {
            shared.append(open)
            open = []
          }
        } else {
          shared.append([attempt])
        }
      case .complete(nil, _) where attempt.kind.retention == nil: completed.append(attempt)
      case .complete, .finish: finished.append(attempt)
      case .putBack: putBack.append(attempt)
      }
    }
    if !open.isEmpty { shared.append(open) }
  }

  /// The attempt, or the final failure of one that has effects although its kind is written off
  /// without: such a kind has promised to write nothing to the database.
  private static func allowed(_ attempt: FinishedAttempt) -> FinishedAttempt {
    guard attempt.kind.completion == .batched, attempt.end.effects != nil else { return attempt }
    var refused = attempt
    let failure = JobFailure(
      "effects_of_batched",
      "the kind \(attempt.kind.name) is batched, but its handler returned effects; none were written",
      isFinal: true)
    refused.end = .finish(.discarded, reason: failure.code, failure: failure, effects: nil)
    return refused
  }
}
