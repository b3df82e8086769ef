/// One message of a conversation.
public struct ConverseMessage: Hashable, Sendable {
  /// Who speaks.
  public enum Role: String, Hashable, Sendable {
    /// We.
    case user
    /// The model.
    case assistant
  }

  /// Who speaks.
  public var role: Role
  /// What is said.
  public var content: [ConverseContent]

  /// A message of those parts.
  public init(_ role: Role, _ content: [ConverseContent]) {
    self.role = role
    self.content = content
  }

  /// The message as it stands on the wire.
  var json: JSONValue {
    ["role": .string(role.rawValue), "content": .array(content.map(\.json))]
  }
}
