import Shared

/// What one turn came to.
struct LanguageReply: Sendable {
  /// The object that was answered; nil where there is none.
  let json: JSONValue?
  /// Why the turn gives nothing, where the reason to stop says so.
  let refusal: ModelRefusal?
  /// The answer as it came.
  let answer: ConverseAnswer

  /// Reads an answer of that form.
  init(_ answer: ConverseAnswer, _ form: AnswerForm) {
    self.answer = answer
    refusal = Self.refusal(answer.stopReason)
    let value =
      form == .forcedTool
      ? answer.input(ofTool: LanguageTalk.toolName) : Self.object(in: answer.text)
    json = refusal == nil && value?.objectValue != nil ? value : nil
  }

  private static func refusal(_ reason: ConverseStopReason) -> ModelRefusal? {
    switch reason {
    case .endTurn, .toolUse, .stopSequence: nil
    case .guardrailIntervened, .contentFiltered: .withheld
    case .maxTokens, .contextWindowExceeded, .malformedModelOutput, .malformedToolUse, .unknown:
      .incomplete
    }
  }

  /// The text as JSON; of a model that was only asked, what stands between the first and the last
  /// brace.
  private static func object(in text: String) -> JSONValue? {
    if let value = try? JSONValue(parsing: text) { return value }
    guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end
    else { return nil }
    return try? JSONValue(parsing: String(text[start...end]))
  }
}
