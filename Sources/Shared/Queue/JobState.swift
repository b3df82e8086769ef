/// Where a job stands; `docs/job-states.md` has the diagram.
public enum JobState: String, CaseIterable, Sendable {
  /// Held back by other jobs or by its concurrency key.
  case waiting
  /// Due later.
  case scheduled
  /// Can be claimed now.
  case available
  /// Claimed by a worker.
  case running
  /// Failed, and due for another attempt later.
  case retryable
  /// Finished well.
  case completed
  /// Finished because somebody said so.
  case cancelled
  /// Given up.
  case discarded

  /// True for the three states that never change again.
  public var isFinished: Bool {
    switch self {
    case .completed, .cancelled, .discarded: true
    case .waiting, .scheduled, .available, .running, .retryable: false
    }
  }
}
