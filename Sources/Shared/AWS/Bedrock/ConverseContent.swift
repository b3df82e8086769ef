/// One block of a message.
public enum ConverseContent: Hashable, Sendable {
  /// Text.
  case text(String)
  /// The model calls a tool with that input.
  case toolUse(id: String, name: String, input: JSONValue)
  /// What a tool call came to, as text for the model.
  case toolResult(id: String, text: String, isError: Bool)
  /// Anything else, as it stands on the wire.
  case other(JSONValue)

  /// The block as it stands on the wire.
  var json: JSONValue {
    switch self {
    case .text(let text): ["text": .string(text)]
    case .toolUse(let id, let name, let input):
      ["toolUse": ["toolUseId": .string(id), "name": .string(name), "input": input]]
    case .toolResult(let id, let text, let isError):
      [
        "toolResult": [
          "toolUseId": .string(id), "content": [["text": .string(text)]],
          "status": isError ? "error" : "success",
        ]
      ]
    case .other(let json): json
    }
  }

  /// Reads a block of an answer; nil where it is none.
  init?(json: JSONValue) {
    if let text = json["text"]?.stringValue {
      self = .text(text)
    } else if let use = json["toolUse"] {
      guard let id = use["toolUseId"]?.stringValue, let name = use["name"]?.stringValue else {
        return nil
      }
      self = .toolUse(id: id, name: name, input: use["input"] ?? .object([:]))
    } else {
      guard json.objectValue != nil else { return nil }
      self = .other(json)
    }
  }
}
