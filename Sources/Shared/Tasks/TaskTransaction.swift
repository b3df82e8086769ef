public import FoundationEssentials

/// One transaction of `command_log`: everything written under its id is undone together.
public struct TaskTransaction: Sendable {
  /// The id that undo and redo take.
  public let id: UUID
  /// How many rows it has logged so far; they carry times one microsecond apart, in order.
  var logged = 0

  /// A transaction of that id, a fresh one unless given.
  public init(id: UUID = UUID()) {
    self.id = id
  }
}
