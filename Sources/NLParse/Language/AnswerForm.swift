/// How a model is bound to the form of its answer.
public enum AnswerForm: String, Hashable, Sendable, CaseIterable {
  /// By the service's structured output.
  case structured
  /// By a tool that it has to call.
  case forcedTool = "forced_tool"
  /// By being asked alone; for models that know neither.
  case asked

  /// What to try where this form is refused; nil after the last.
  var next: AnswerForm? {
    switch self {
    case .structured: .forcedTool
    case .forcedTool: .asked
    case .asked: nil
    }
  }
}
