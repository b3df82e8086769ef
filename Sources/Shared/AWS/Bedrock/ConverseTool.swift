/// A tool that a model may call: for us, the form in which it has to answer.
public struct ConverseTool: Hashable, Sendable {
  /// Its name, 1 to 64 letters, digits, `-` and `_`.
  public var name: String
  /// What it is for.
  public var description: String
  /// The JSON Schema of its input.
  public var schema: JSONValue

  /// A tool of those parts.
  public init(name: String, description: String, schema: JSONValue) {
    self.name = name
    self.description = description
    self.schema = schema
  }

  /// The tool as it stands on the wire.
  var json: JSONValue {
    [
      "toolSpec": [
        "name": .string(name), "description": .string(description),
        "inputSchema": ["json": schema],
      ]
    ]
  }
}
