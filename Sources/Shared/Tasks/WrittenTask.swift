public import FoundationEssentials

/// A task as it was written.
public struct WrittenTask: Hashable, Sendable {
  /// The new task's id.
  public var id: UUID
  /// The transaction in `command_log` that made it; undo takes this id.
  public var transaction: UUID
  /// The draft's key.
  public var key: String?
  /// The title as stored.
  public var title: String
  /// Where it stands in its list.
  public var rank: LexoRank
  /// Codes of what was cut, also kept in the task's facts.
  public var warnings: [String]
  /// The sub-tasks, in the draft's order.
  public var subtasks: [WrittenTask]

  /// This task and all below it, parents first.
  public var flattened: [WrittenTask] {
    [self] + subtasks.flatMap(\.flattened)
  }
}
