public import FoundationEssentials

/// One change to one task, as a ``TaskChangeListener`` hears of it.
public struct TaskEvent: Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Hashable, Sendable {
    /// The task was written for the first time.
    case created
    /// Fields or linked rows changed.
    case updated
    /// It was marked as deleted, as by an undo.
    case deleted
    /// It is no longer marked as deleted.
    case restored
  }

  /// What happened.
  public var kind: Kind
  /// The task.
  public var task: UUID
  /// Its project.
  public var project: UUID?
  /// Its workspace.
  public var workspace: UUID
  /// Who changed it.
  public var user: UUID
  /// The transaction in `command_log`.
  public var transaction: UUID
  /// Names of the columns and linked tables that changed; empty for created ones.
  public var fields: Set<String>
}
