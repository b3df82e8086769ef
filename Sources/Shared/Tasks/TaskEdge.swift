import FoundationEssentials

/// One dependency: the blocker has to finish before the blocked task starts.
struct TaskEdge: Hashable, Sendable {
  /// The task that has to finish.
  var blocker: UUID
  /// The task that waits.
  var blocked: UUID
}
