public import Shared

/// One field that a mail read again gives otherwise than before.
public struct ReplayDifference: Hashable, Sendable {
  /// The field's name, as the task has it.
  public let field: String
  /// What was written when the mail came; nil for nothing.
  public let was: String?
  /// What this version makes of it; nil for nothing.
  public let becomes: String?

  /// As JSON.
  public var json: JSONValue {
    .members([
      "field": .string(field), "was": was.map { .string($0) } ?? .null,
      "becomes": becomes.map { .string($0) } ?? .null,
    ])
  }
}
