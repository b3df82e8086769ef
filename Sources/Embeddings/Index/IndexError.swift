/// Why an index could not do what was asked; holds no text of a user.
public struct IndexError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is, which decides what follows.
  public enum Code: String, Hashable, Sendable {
    /// It may pass: the same call may succeed later.
    case passing
    /// The index refuses the call: another attempt fails alike.
    case refused
    /// A vector has not as many numbers as the model.
    case wrongDimensions = "wrong_dimensions"
    /// The answer is not what was asked for.
    case malformed
  }

  /// What kind of failure.
  public let code: Code
  /// What happened, for an operator.
  public let message: String
  /// When to try again, where the service said so.
  public let retryAfter: Duration?

  /// A failure of that kind.
  public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  /// Code and message.
  public var description: String { "vector index \(code.rawValue): \(message)" }
}
