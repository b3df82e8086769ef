/// Why a mail could not be handed in; holds no address and no text of the server's.
public struct SMTPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: String, Hashable, Sendable {
    /// An address or the message is none.
    case malformed
    /// Nobody answered, or the connection broke.
    case connection
    /// No secure connection where one is required.
    case tls
    /// The server said no; ``SMTPError/status`` is its reply code.
    case refused
  }

  /// What went wrong.
  public let code: Code
  /// The reply code of RFC 5321 section 4.2, 0 where there was none.
  public let status: Int

  /// An error of those parts.
  public init(_ code: Code, status: Int = 0) {
    self.code = code
    self.status = status
  }

  /// True where a later attempt may succeed: no connection, or a reply of the 400s.
  public var isPassing: Bool {
    switch code {
    case .connection: true
    case .refused: (400..<500).contains(status)
    case .malformed, .tls: false
    }
  }

  /// True where the server certainly has not taken the message.
  public var isCertain: Bool { code != .connection }

  /// The code and the reply.
  public var description: String { "smtp \(code.rawValue) \(status)" }
}
