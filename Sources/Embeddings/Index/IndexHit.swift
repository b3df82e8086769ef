public import FoundationEssentials

/// A task that an index found.
public struct IndexHit: Hashable, Sendable {
  /// The task.
  public let task: UUID
  /// How well it fits, higher is better; what it means depends on ``IndexQuery/Ranking``.
  public let score: Double

  /// A hit.
  public init(task: UUID, score: Double) {
    self.task = task
    self.score = score
  }
}
