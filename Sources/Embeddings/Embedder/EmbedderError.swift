/// Why an embedder could not do its work; says nothing about the texts.
public struct EmbedderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is, which decides what follows.
  public enum Code: String, Hashable, Sendable {
    /// The model cannot be had here: files, a library, a configuration or a permission are missing.
    /// Everything goes on by words until somebody acts.
    case unavailable
    /// It may pass: the same call may succeed later.
    case passing
    /// The service refuses what was asked: another attempt fails alike.
    case refused
    /// The answer is not what was asked for, such as a vector of another length.
    case malformed
  }

  /// What kind of failure.
  public let code: Code
  /// What happened, for an operator.
  public let message: String
  /// When to try again, where the service said so, or an account is what somebody has to act on.
  public let retryAfter: Duration?

  /// A failure of that kind.
  public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  /// Code and message.
  public var description: String { "embedder \(code.rawValue): \(message)" }
}
