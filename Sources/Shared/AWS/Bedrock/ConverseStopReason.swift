/// Why a model stopped, by the service's own names.
public enum ConverseStopReason: Hashable, Sendable {
  /// It was done.
  case endTurn
  /// It called a tool.
  case toolUse
  /// It came to a sequence at which it should stop.
  case stopSequence
  /// It reached the most tokens: the answer is cut off.
  case maxTokens
  /// A guardrail of the account stepped in.
  case guardrailIntervened
  /// The model's maker held the answer back.
  case contentFiltered
  /// What the model wrote could not be read by the service.
  case malformedModelOutput
  /// The model called a tool in a way that could not be read.
  case malformedToolUse
  /// The conversation is longer than the model can read.
  case contextWindowExceeded
  /// A reason that was not known when this was written.
  case unknown(String)

  /// The reasons with their names on the wire.
  public static let known: [(name: String, reason: ConverseStopReason)] = [
    ("end_turn", .endTurn), ("tool_use", .toolUse), ("stop_sequence", .stopSequence),
    ("max_tokens", .maxTokens), ("guardrail_intervened", .guardrailIntervened),
    ("content_filtered", .contentFiltered), ("malformed_model_output", .malformedModelOutput),
    ("malformed_tool_use", .malformedToolUse),
    ("model_context_window_exceeded", .contextWindowExceeded),
  ]

  /// The reason of that name.
  public init(_ name: String) {
    self = Self.known.first { $0.name == name }?.reason ?? .unknown(String(name.prefix(64)))
  }

  /// The name on the wire.
  public var name: String {
    if case .unknown(let name) = self { return name }
    return Self.known.first { $0.reason == self }?.name ?? ""
  }

  /// True where the answer is all that the model meant to say.
  public var isComplete: Bool {
    switch self {
    case .endTurn, .toolUse, .stopSequence: true
    default: false
    }
  }
}
