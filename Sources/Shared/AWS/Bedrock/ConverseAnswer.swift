/// What a model answered in one turn.
public struct ConverseAnswer: Hashable, Sendable {
  /// The blocks of its message.
  public var content: [ConverseContent]
  /// Why it stopped.
  public var stopReason: ConverseStopReason
  /// Tokens used; nil where the service did not say.
  public var usage: ModelUsage?

  /// An answer of those parts.
  public init(
    content: [ConverseContent], stopReason: ConverseStopReason, usage: ModelUsage? = nil
  ) {
    self.content = content
    self.stopReason = stopReason
    self.usage = usage
  }

  /// Reads the body of an answer; nil where it lacks its message or its reason to stop.
  init?(json: JSONValue) {
    guard let blocks = json["output"]?["message"]?["content"]?.arrayValue,
      let reason = json["stopReason"]?.stringValue
    else { return nil }
    let content = blocks.map { ConverseContent(json: $0) }
    guard !content.contains(nil) else { return nil }
    self.init(
      content: content.compactMap(\.self), stopReason: ConverseStopReason(reason),
      usage: ModelUsage(json: json["usage"]))
  }

  /// True where the model said all it meant to say; anything else is a failed answer.
  public var isComplete: Bool { stopReason.isComplete }

  /// All text of the answer.
  public var text: String {
    content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
  }

  /// The input of the first call of that tool.
  public func input(ofTool name: String) -> JSONValue? {
    for case .toolUse(_, name, let input) in content { return input }
    return nil
  }
}
