import FoundationEssentials

/// What takes one task back to before a transaction: worked out from its rows of `command_log`.
struct TaskReversal: Sendable {
  /// One row of the log.
  struct Logged: Sendable {
    /// The task.
    var id: UUID
    /// The row's `action_type`.
    var action: String
    /// The state before.
    var previous: JSONObject?
    /// The state after.
    var new: JSONObject?
  }

  /// The task.
  let id: UUID
  /// The version that the transaction left; any other means that the task has moved since.
  let version: Int64
  /// True where the transaction left the task marked as deleted.
  let leftDeleted: Bool
  /// True where the task did not exist before, so that going back means deleting it.
  let deletes: Bool
  /// Columns to write; `deleted_at` stands here as null where the task comes back.
  private(set) var patch: JSONObject = [:]
  /// Linked rows to remove.
  private(set) var removed = TaskLinks()
  /// Linked rows to add again.
  private(set) var added = TaskLinks()

  /// Reads the rows of one task, the latest first; there is at least one.
  ///
  /// Throws `notUndoable` where a state is not one that this pipeline writes.
  init(_ rows: [Logged], id: UUID) throws(TaskError) {
    guard let latest = rows.first?.new, let version = latest["version"]?.intValue else {
      throw Self.foreign(id)
    }
    self.id = id
    self.version = version
    leftDeleted = latest["deleted_at"].map { !$0.isNull } ?? false
    deletes = rows.contains { $0.action == CommandLogEntry.Action.create.rawValue }
    for row in rows {
      guard let new = TaskLinks(state: row.new), let previous = TaskLinks(state: row.previous)
      else { throw Self.foreign(id) }
      (removed, added) = (
        Self.net(removed, new, without: added), Self.net(added, previous, without: removed)
      )
      guard !deletes else { continue }
      guard let state = row.previous else { throw Self.foreign(id) }
      for member in state.members where member.key != "links" && member.key != "version" {
        guard TaskRow.mutableColumns.contains(member.key) else { throw Self.foreign(id) }
        patch[member.key] = member.value
      }
    }
  }

  /// The rows of both, less those that the other direction holds.
  private static func net(
    _ known: TaskLinks, _ more: TaskLinks, without other: TaskLinks
  ) -> TaskLinks {
    var result = known.subtracting(more)
    result.append(more.subtracting(other))
    return result
  }

  private static func foreign(_ id: UUID) -> TaskError {
    TaskError(
      .notUndoable, entity: "task", id: id, "the logged state cannot be taken back here")
  }
}
