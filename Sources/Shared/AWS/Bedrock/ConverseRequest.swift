/// A turn of a conversation with a model.
public struct ConverseRequest: Hashable, Sendable {
  /// How an answer is bound to a form.
  public enum Form: Hashable, Sendable {
    /// Not at all.
    case free
    /// By the service's own structured output; the schema has a name and a description.
    case structured(name: String, description: String, schema: JSONValue)
    /// By a tool that the model has to call.
    case forcedTool(ConverseTool)
  }

  /// The id or ARN of the model or inference profile.
  public var model: String
  /// What the model is told about its work.
  public var system: [String] = []
  /// The messages so far; the first is the user's, and roles alternate.
  public var messages: [ConverseMessage]
  /// The most tokens of the answer.
  public var maxTokens: Int
  /// How free the model is, 0 to 1; nil leaves it to the model.
  public var temperature: Double?
  /// The form of the answer.
  public var form = Form.free
  /// How long the call may take, all attempts included.
  public var timeout: Duration = .seconds(BedrockLimits.callSeconds)

  /// A request without system text and form.
  public init(model: String, messages: [ConverseMessage], maxTokens: Int) {
    self.model = model
    self.messages = messages
    self.maxTokens = maxTokens
  }

  /// Tokens that the call may use: a third of the text's bytes and the whole answer.
  var expectedTokens: Int {
    maxTokens + json.serializedBytes.count / 3
  }

  /// The body of Converse and ConverseStream.
  var json: JSONValue {
    .members([
      "messages": .array(messages.map(\.json)), "system": systemJSON,
      "inferenceConfig": .members([
        "maxTokens": .int(Int64(maxTokens)), "temperature": temperature.map { .double($0) },
      ]), "toolConfig": toolJSON, "outputConfig": outputJSON,
    ])
  }

  /// The body of CountTokens.
  var countingJSON: JSONValue {
    [
      "input": [
        "converse": .members([
          "messages": .array(messages.map(\.json)), "system": systemJSON, "toolConfig": toolJSON,
        ])
      ]
    ]
  }

  private var systemJSON: JSONValue? {
    system.isEmpty ? nil : .array(system.map { ["text": .string($0)] })
  }

  private var toolJSON: JSONValue? {
    guard case .forcedTool(let tool) = form else { return nil }
    return ["tools": [tool.json], "toolChoice": ["tool": ["name": .string(tool.name)]]]
  }

  private var outputJSON: JSONValue? {
    guard case .structured(let name, let description, let schema) = form else { return nil }
    return [
      "textFormat": [
        "type": "json_schema",
        "structure": [
          "jsonSchema": [
            "schema": .string(schema.serialized), "name": .string(name),
            "description": .string(description),
          ]
        ],
      ]
    ]
  }
}
