import FoundationEssentials

/// One dependency: the blocker has to finish before the blocked task starts.
struct TaskEdge: Hashable, Sendable {
  var blocker: UUID
  var blocked: UUID
}
