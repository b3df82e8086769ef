public import FoundationEssentials

/// Why something about tasks was refused: a code and the facts a caller needs to say it.
///
/// The description holds no text that a user wrote.
public struct TaskError: Error, Hashable, Sendable {
  /// The reason, stable for programs.
  public enum Code: String, Hashable, Sendable {
    /// No such row for this actor, or a row of someone else.
    case notFound = "not_found"
    /// The acting user is not active.
    case inactiveUser = "inactive_user"
    /// The acting user's role does not reach.
    case forbidden
    /// The project is archived.
    case archivedProject = "archived_project"
    /// A value cannot be stored.
    case invalid
    /// The row has changed since it was read.
    case stale
    /// A dependency would make a circle.
    case cycle
    /// A written limit was reached.
    case limit
    /// The transaction is undone already, or not undone where a redo was asked.
    case wrongState = "wrong_state"
    /// The logged state is not of a form that can be taken back.
    case notUndoable = "not_undoable"
    /// A date or an order of dates would break a rule.
    case rule
    /// The surrounding transaction has an isolation under which the write cannot be right.
    case isolation
  }

  /// The reason.
  public var code: Code
  /// What it is about: `task`, `project`, `workspace`, `user`, `transaction`, `proposal`, `group`.
  public var entity: String?
  /// Which one.
  public var id: UUID?
  /// The field, where one is to blame.
  public var field: String?
  /// One sentence in our own words.
  public var detail: String

  /// An error.
  public init(
    _ code: Code, entity: String? = nil, id: UUID? = nil, field: String? = nil, _ detail: String
  ) {
    self.code = code
    self.entity = entity
    self.id = id
    self.field = field
    self.detail = detail
  }

  /// The error for a row that does not exist for the actor.
  public static func notFound(_ entity: String, _ id: UUID? = nil) -> TaskError {
    TaskError(.notFound, entity: entity, id: id, "no such \(entity)")
  }
}

extension TaskError: CustomStringConvertible {
  /// The sentence with the code and the row.
  public var description: String {
    let row = id.map { " (\(entity ?? "row") \($0.uuidString.lowercased()))" } ?? ""
    return "\(code.rawValue): \(detail)\(row)"
  }
}
