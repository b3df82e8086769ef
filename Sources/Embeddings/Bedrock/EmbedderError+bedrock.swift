import Shared

extension EmbedderError {
  /// What a failure of Bedrock means for whoever wants vectors.
  init(_ error: BedrockError) {
    let code: Code =
      switch error.code {
      case .accessDenied, .modelNotFound, .configuration, .quotaExceeded: .unavailable
      case .validation: .refused
      case .malformedAnswer: .malformed
      default: .passing
      }
    let wait = error.fate == .snooze ? error.snooze : error.retryAfter
    self.init(code, error.description, retryAfter: wait)
  }
}
