/// Why a request got no answer, or not all of one.
///
/// Its description names the cause and a limit, never a URL, a header or a body.
public struct HTTPClientError: Error, Hashable, Sendable {
  /// The cause.
  public enum Code: String, Hashable, Sendable {
    /// The URL cannot be read, is too long, or carries credentials where none may stand.
    case invalidURL
    /// The scheme is neither http nor https.
    case forbiddenScheme
    /// The host's address is not public, and its host and port are not allowed either.
    case forbiddenAddress
    /// The name has no address.
    case nameResolution
    /// Nobody answers at the address.
    case connect
    /// No secure connection: an untrusted, expired or foreign certificate, or no common protocol.
    case tls
    /// No connection in time.
    case connectTimeout
    /// No head of an answer in time.
    case headTimeout
    /// Not finished in time.
    case totalTimeout
    /// The connection broke before the answer was complete.
    case connectionLost
    /// What came back is no HTTP, or badly compressed.
    case malformed
    /// The body is longer than allowed.
    case bodyTooLarge
    /// The header fields are more or longer than allowed.
    case headersTooLarge
    /// More redirects than allowed.
    case tooManyRedirects
    /// A redirect to nowhere, or one whose body cannot be sent again.
    case malformedRedirect
    /// The request's own body failed while it was made.
    case requestBody
    /// The calling task was cancelled.
    case cancelled
    /// Something else inside libcurl.
    case other
  }

  /// The cause.
  public let code: Code
  /// The limit that was reached, in its own unit.
  public let limit: Int?
  /// libcurl's number of the failure (`CURLcode`); 0 where it comes from our own checks.
  public let libraryCode: Int

  /// An error of that cause.
  public init(_ code: Code, limit: Int? = nil, libraryCode: Int = 0) {
    self.code = code
    self.limit = limit
    self.libraryCode = libraryCode
  }

  /// True where the same request may well succeed later: the fault lies in the network or the
  /// other end, not in the request.
  public var mayPass: Bool {
    switch code {
    case .nameResolution, .connect, .connectTimeout, .headTimeout, .totalTimeout, .connectionLost:
      true
    default: false
    }
  }
}

extension HTTPClientError: CustomStringConvertible {
  /// The cause, with the limit and libcurl's number where there are any.
  public var description: String {
    var text = "HTTP request failed: \(code.rawValue)"
    if let limit { text += ", limit \(limit)" }
    if libraryCode != 0 { text += ", curl \(libraryCode)" }
    return text
  }
}
