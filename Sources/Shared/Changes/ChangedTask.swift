public import FoundationEssentials

/// One change of a task by the app, as the trigger noted it.
public struct ChangedTask: Hashable, Sendable {
  /// What happened to the row.
  public enum Operation: String, Hashable, Sendable {
    /// It was added.
    case insert
    /// Some of its watched columns changed.
    case update
    /// It is gone.
    case delete
  }

  /// The task.
  public var task: UUID
  /// Its workspace.
  public var workspace: UUID
  /// What happened.
  public var operation: Operation
  /// The watched columns that an update changed.
  public var fields: Set<String>
}
