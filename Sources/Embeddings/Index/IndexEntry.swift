public import FoundationEssentials

/// What an index holds, without vector and words: enough to compare it with the truth.
public struct IndexEntry: Hashable, Sendable {
  /// The task.
  public let task: UUID
  /// ``IndexPoint/fingerprint`` as it was when the point was written.
  public let fingerprint: String

  /// An entry.
  public init(task: UUID, fingerprint: String) {
    self.task = task
    self.fingerprint = fingerprint
  }
}
