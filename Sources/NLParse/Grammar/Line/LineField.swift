/// One thing that a line says, with the bytes that say it.
public struct LineField: Hashable, Sendable {
  /// What is said.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// When it is due.
    case due
    /// Before when it cannot start.
    case start
    /// When it should ideally be done.
    case softDeadline = "soft_deadline"
    /// How it repeats.
    case repetition
    /// How long it takes.
    case duration
    /// When to remind.
    case reminder
    /// How urgent it is.
    case priority
    /// Where it belongs.
    case project
    /// A tag.
    case tag
    /// Who is to do it.
    case assignee
    /// What has to be done before it.
    case dependency
    /// An address.
    case url
    /// A sub-task.
    case subtask
    /// A mark that only says that what follows is title.
    case escape
  }

  /// What is said.
  public var kind: Kind
  /// Its bytes in the line.
  public var span: Range<Int>
  /// Its value as text, for a reader.
  public var value: String
  /// How sure, 0 to 1.
  public var confidence: Double
}
