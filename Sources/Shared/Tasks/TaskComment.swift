public import FoundationEssentials

/// A comment that is to be added to a task.
public struct TaskComment: Hashable, Sendable {
  /// The comment's id.
  public var id: UUID
  /// The text, Markdown; cut like a description.
  public var content: String
  /// The comment it answers, of the same task.
  public var parent: UUID?
  /// Who is shown as its writer; the acting user unless given.
  public var author: UUID?

  /// A comment with a fresh id unless given.
  public init(_ content: String, parent: UUID? = nil, author: UUID? = nil, id: UUID = UUID()) {
    self.id = id
    self.content = content
    self.parent = parent
    self.author = author
  }
}
