import FoundationEssentials

/// The jobs of one queue, kind, priority and workspace: what the worker takes turns between.
struct JobLane: Sendable {
  /// What tells lanes apart.
  struct Key: Hashable, Sendable {
    /// The queue.
    let queue: String
    /// The kind.
    let kind: String
    /// The priority.
    let priority: Int16
    /// All zeros for none.
    let workspace: UUID
  }

  /// Which lane.
  let key: Key
  /// Jobs up to this id were claimed or were not there; claims look beyond it.
  var afterID: Int64
  /// True where the last look found nothing more beyond ``afterID``.
  var isExhausted = false
  /// The number of the claim that last took jobs from it.
  var lastTurn: UInt64 = 0
}
