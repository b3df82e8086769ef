/// Where a mailbox's server is, and who asks there.
public struct IMAPEndpoint: Sendable {
  /// How the connection is protected.
  public enum Security: String, Sendable, CaseIterable {
    /// TLS from the first byte (RFC 8314), usually on port 993.
    case tls
    /// TLS by STARTTLS (RFC 3501 section 6.2.1), refused where the server has none; port 143.
    case starttls
    /// None: for servers on the same machine.
    case none
  }

  /// The server's name or address.
  public var host: String
  /// Its port.
  public var port: UInt16
  /// How the connection is protected.
  public var security: Security
  /// The user.
  public var user: String
  /// The password.
  public var password: String
  /// An OAuth access token that takes the password's place (SASL XOAUTH2 or OAUTHBEARER, RFC 7628).
  public var accessToken: String?
  /// A file of certificate authorities in PEM form in place of the system's.
  public var certificateAuthorities: String?

  /// An endpoint of those parts.
  public init(
    host: String, port: UInt16, security: Security, user: String, password: String
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
  }

  /// The port that a protection usually has.
  public static func usualPort(_ security: Security) -> UInt16 {
    security == .tls ? 993 : 143
  }

  /// The address in libcurl's form.
  var url: String {
    let scheme = security == .tls ? "imaps" : "imap"
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name):\(port)/"
  }
}
