import Shared

extension ModelRefusal {
  /// What a failure of the service means for whoever wanted an answer.
  init(_ error: BedrockError) {
    self =
      switch error.code {
      case .timeout, .cancelled, .modelTimeout: .timeout
      case .throttled, .modelNotReady, .paced: .throttled
      case .accessDenied, .modelNotFound, .configuration, .quotaExceeded: .notAllowed
      case .malformedAnswer: .incomplete
      case .validation: .prompt
      case .modelError, .internalServer, .unavailable, .conflict, .credentialService, .transport,
        .other:
        .failed
      }
  }
}
