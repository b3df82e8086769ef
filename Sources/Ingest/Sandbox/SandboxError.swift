/// Why a request to a sandbox child has no answer. The request alone is lost: the next one gets a
/// new child.
public struct SandboxError: Error, Hashable, CustomStringConvertible {
  /// What happened.
  public enum Kind: String, Sendable {
    /// No child could be started.
    case start
    /// The child ended while it worked, by a fault or because a limit was reached.
    case crash
    /// The time was over.
    case timeout
    /// The child refused the request.
    case refused
    /// The request or the answer is larger than the limit, or no message at all.
    case frame
  }

  /// What happened.
  public let kind: Kind
  /// The signal that ended the child or the error number of the system; 0 where there is none.
  public let code: Int32

  /// An error of that kind.
  init(_ kind: Kind, code: Int32 = 0) {
    self.kind = kind
    self.code = code
  }

  /// The kind and the number; nothing of the input.
  public var description: String { "sandbox \(kind.rawValue) \(code)" }
}
