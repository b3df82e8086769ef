/// Why an IMAP server could not be worked with. Holds codes, never text of the server or a name.
public struct IMAPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The cause.
  public enum Code: String, Hashable, Sendable {
    /// Nobody answers, or the connection broke.
    case connection
    /// No secure connection: an untrusted certificate, or the server offers none.
    case tls
    /// The server does not know user and password.
    case login
    /// A folder's name cannot be sent.
    case invalidFolder
    /// There is no such folder, or it may not be opened.
    case folder
    /// The server refused a command.
    case refused
    /// What came back is no IMAP, or longer than allowed.
    case malformed
    /// Something did not end in time.
    case timeout
    /// The calling task was cancelled.
    case cancelled
  }

  /// The cause.
  public let code: Code
  /// libcurl's number of the failure (`CURLcode`); 0 where it comes from our own checks.
  public let libraryCode: Int

  /// An error of that cause.
  public init(_ code: Code, libraryCode: Int = 0) {
    self.code = code
    self.libraryCode = libraryCode
  }

  /// The cause, with libcurl's number where there is one.
  public var description: String {
    let text = "IMAP: \(code.rawValue)"
    return libraryCode == 0 ? text : "\(text), curl \(libraryCode)"
  }
}
