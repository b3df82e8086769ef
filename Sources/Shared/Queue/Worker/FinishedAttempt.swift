/// An attempt that has ended and is still to be written off.
struct FinishedAttempt: Sendable {
  /// Which job.
  let job: ClaimedJob
  /// What holds for its kind.
  let kind: JobKind
  /// What is to be written.
  var end: AttemptEnd
  /// The worker's life in which it was claimed.
  let life: Int
}
