/// One event of a streamed answer.
public enum ConverseStreamEvent: Hashable, Sendable {
  /// The message begins.
  case start
  /// A block begins in which the model calls a tool.
  case toolStart(block: Int, id: String, name: String)
  /// More text of a block.
  case text(block: Int, String)
  /// More of the JSON text of a tool call's input.
  case toolInput(block: Int, String)
  /// A block is complete.
  case blockStop(block: Int)
  /// The message is complete.
  case stop(ConverseStopReason)
  /// What the answer used.
  case usage(ModelUsage)
  /// An event that was not known when this was written.
  case other

  /// Reads a frame.
  ///
  /// - Throws: `BedrockError`: the exception that the frame holds, or `.malformedAnswer`.
  init(_ message: EventStreamMessage) throws(BedrockError) {
    switch message.headers[":message-type"] {
    case "event": break
    case "exception":
      throw BedrockError(exception: message.headers[":exception-type"] ?? "")
    default: throw BedrockError(.internalServer)
    }
    guard let json = try? JSONValue(parsing: message.payload), json.objectValue != nil else {
      throw BedrockError(.malformedAnswer)
    }
    guard let event = Self.event(message.headers[":event-type"] ?? "", json) else {
      throw BedrockError(.malformedAnswer)
    }
    self = event
  }

  private static func event(_ kind: String, _ json: JSONValue) -> ConverseStreamEvent? {
    switch kind {
    case "messageStart": return .start
    case "contentBlockStart": return blockStart(json)
    case "contentBlockDelta":
      guard let block = block(json), let delta = json["delta"] else { return nil }
      if let text = delta["text"]?.stringValue { return .text(block: block, text) }
      if let input = delta["toolUse"]?["input"]?.stringValue {
        return .toolInput(block: block, input)
      }
      return .other
    case "contentBlockStop": return block(json).map { .blockStop(block: $0) }
    case "messageStop":
      return json["stopReason"]?.stringValue.map { .stop(ConverseStopReason($0)) }
    case "metadata": return ModelUsage(json: json["usage"]).map { .usage($0) } ?? .other
    default: return .other
    }
  }

  private static func blockStart(_ json: JSONValue) -> ConverseStreamEvent? {
    guard let block = block(json) else { return nil }
    guard let use = json["start"]?["toolUse"] else { return .other }
    guard let id = use["toolUseId"]?.stringValue, let name = use["name"]?.stringValue else {
      return nil
    }
    return .toolStart(block: block, id: id, name: name)
  }

  private static func block(_ json: JSONValue) -> Int? {
    guard let index = json["contentBlockIndex"]?.intValue,
      0..<Int64(BedrockLimits.contentBlocks) ~= index
    else { return nil }
    return Int(index)
  }
}
