/// One row of ``FinishStatements/putBack``.
struct PutBackRow {
  /// Seconds until it may run again.
  let delay: Double
  /// Whether the claim does not count.
  let refund: Bool
  /// The error as JSON.
  let failure: String?

  /// What is written for an attempt whose job is to come again.
  init(_ attempt: FinishedAttempt, worker: String) {
    guard case .putBack(let wait, let refunded, let cause) = attempt.end else {
      delay = 0
      refund = false
      failure = nil
      return
    }
    delay = wait.inSeconds
    refund = refunded
    failure = cause.map { FinishRow.errorText($0, attempt.job, worker: worker) }
  }
}
