/// A request to another server.
public struct HTTPClientRequest: Sendable {
  /// The body of a request.
  public enum Body: Sendable {
    /// None.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// Bytes made while they are sent, with their number where it is known. Such a request is
    /// neither redirected nor sent again.
    case stream(length: Int?, @Sendable (HTTPUploadWriter) async throws -> Void)
  }

  /// The method.
  public var method: HTTPMethod
  /// The absolute URL.
  public var url: String
  /// Header fields; `Host`, length and connection are the client's unless given.
  public var headers: HTTPHeaders
  /// The body.
  public var body: Body
  /// How long until a connection stands.
  public var connectTimeout: Duration = .seconds(HTTPClientLimits.connectSeconds)
  /// How long from the start until the answer's head is there.
  public var headTimeout: Duration = .seconds(HTTPClientLimits.headSeconds)
  /// How long for everything, the answer's body included.
  public var totalTimeout: Duration = .seconds(HTTPClientLimits.totalSeconds)
  /// Bytes that the answer's body may have, decompressed.
  public var bodyLimit = HTTPClientLimits.bodyBytes
  /// Redirects that are followed; nil takes the client's own rule.
  public var redirects: Int?
  /// True to ask for compressed answers and decompress them. Off for signed storage, whose bytes
  /// must stay as they are.
  public var decompresses = true

  /// A request with the limits of `HTTPClientLimits`.
  public init(
    _ method: HTTPMethod = .get, _ url: String, headers: HTTPHeaders = HTTPHeaders(),
    body: Body = .none
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
