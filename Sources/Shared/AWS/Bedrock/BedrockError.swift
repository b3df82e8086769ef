/// Why Amazon Bedrock gave no answer that counts. Holds codes and numbers, never a prompt, an
/// answer's text or a secret.
public struct BedrockError: Error, Hashable, Sendable {
  /// The cause.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The account may not use the model, or the proof of identity is refused.
    case accessDenied = "access_denied"
    /// There is no such model in the region.
    case modelNotFound = "model_not_found"
    /// The model took too long, by the service's clock.
    case modelTimeout = "model_timeout"
    /// The model failed on this request.
    case modelError = "model_error"
    /// Too many requests or tokens for the account's quota.
    case throttled
    /// The model is being loaded.
    case modelNotReady = "model_not_ready"
    /// The service failed.
    case internalServer = "internal_server"
    /// The service is not to be had just now.
    case unavailable
    /// The request breaks a rule of the service or of the model.
    case validation
    /// The request clashes with another one.
    case conflict
    /// A quota of the account that waiting does not fill again.
    case quotaExceeded = "quota_exceeded"
    /// No credentials, no region, or a configuration that cannot be used.
    case configuration
    /// The service that hands out credentials did not.
    case credentialService = "credential_service"
    /// The connection could not be made or broke.
    case transport
    /// No answer in the time that the caller gave.
    case timeout
    /// The calling task was cancelled.
    case cancelled
    /// Status 200 with an answer that is cut off, damaged, or lacks what it must have.
    case malformedAnswer = "malformed_answer"
    /// Our own rate limit for the model is used up.
    case paced
    /// A refusal that is not documented.
    case other
  }

  /// The cause.
  public let code: Code
  /// The HTTP status, where there was an answer.
  public let status: Int?
  /// How long to wait before another attempt, where somebody said so.
  public let retryAfter: Duration?

  /// An error of that cause.
  public init(_ code: Code, status: Int? = nil, retryAfter: Duration? = nil) {
    self.code = code
    self.status = status
    self.retryAfter = retryAfter
  }

  /// True where the same call may be repeated at once, within one job's attempt: what AWS's
  /// standard mode repeats, and answers that were damaged on the way.
  public var isRepeated: Bool {
    switch code {
    case .throttled, .modelNotReady, .internalServer, .unavailable, .transport, .malformedAnswer,
      .credentialService:
      true
    case .accessDenied, .modelNotFound, .modelTimeout, .modelError, .validation, .conflict,
      .quotaExceeded, .configuration, .timeout, .cancelled, .paced, .other:
      false
    }
  }
}

extension BedrockError: CustomStringConvertible {
  /// The cause, with the status where there is one.
  public var description: String {
    status.map { "Bedrock: \(code.rawValue), status \($0)" } ?? "Bedrock: \(code.rawValue)"
  }
}
