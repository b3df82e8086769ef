/// What came of asking for a job's cancellation.
public enum JobCancellation: String, Sendable {
  /// It is cancelled; nobody had claimed it.
  case cancelled
  /// A worker runs it and has been asked to stop.
  case cancelling
  /// It had finished before.
  case finished
  /// There is no such job, or no longer.
  case unknown
}
