/// Why there is no answer of a model; its raw value is stable for programs.
public enum ModelRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// No language model is configured.
  case notConfigured = "not_configured"
  /// The workspace has used up what it may today.
  case budget
  /// No answer in the time given.
  case timeout
  /// The service held the call back; later it may go through.
  case throttled
  /// The account may not use the model, or it does not exist.
  case notAllowed = "not_allowed"
  /// The service or the connection failed.
  case failed
  /// The model or a guardrail held the answer back.
  case withheld
  /// The answer was cut off or could not be read.
  case incomplete
  /// The answer broke the rules, and did so again after it was asked to repair it.
  case invalid
  /// The prompt file cannot be used, or the prompt is too long.
  case prompt

  /// One sentence for a person.
  public var explanation: String {
    switch self {
    case .notConfigured: "no language model is configured"
    case .budget: "today's budget for the language model is used up"
    case .timeout: "the language model did not answer in time"
    case .throttled: "the language model is busy"
    case .notAllowed: "this account may not use the language model"
    case .failed: "the language model could not be reached"
    case .withheld: "the language model held its answer back"
    case .incomplete: "the language model's answer was cut off"
    case .invalid: "the language model's answer broke the rules"
    case .prompt: "the prompt for the language model cannot be used"
    }
  }
}
