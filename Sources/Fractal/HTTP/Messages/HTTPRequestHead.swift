import Shared

/// What is known of a request before its body has been read.
struct HTTPRequestHead: Sendable {
  /// The method.
  var method: HTTPMethod
  /// The path as sent, without the query; begins with `/`.
  var path: String
  /// The query, decoded.
  var query: QueryItems
  /// The header fields.
  var headers: HTTPHeaders
  /// The client's address, taken from `X-Forwarded-For` where trusted proxies vouch for it.
  var clientAddress: IPAddress
  /// Names the request in logs and answers.
  var id: String
  /// The request's own step of a distributed trace: what it enqueues and calls follows from it.
  var trace: TraceContext
  /// The caller's step, where it sent one.
  var caller: TraceContext?

  /// A head with a target as it stands in the request line.
  init(
    method: HTTPMethod, target: String, headers: HTTPHeaders = HTTPHeaders(),
    clientAddress: IPAddress = IPAddress(family: .v4, bits: 0x7F00_0001), id: String = "none"
  ) {
    self.method = method
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? "/"
    query = QueryItems(parsing: parts.count > 1 ? parts[1] : "")
    self.headers = headers
    self.clientAddress = clientAddress
    self.id = id
    caller = headers["traceparent"].flatMap(TraceContext.init(traceparent:))
    trace = caller?.child() ?? .root()
  }

  /// The declared length of the body in bytes; nil where none is declared.
  var contentLength: Int? {
    headers["Content-Length"].flatMap { Int($0) }
  }

  /// True where a body follows.
  var hasBody: Bool {
    headers["Transfer-Encoding"] != nil || (contentLength ?? 0) > 0
  }

  /// The body's media type in lower case, without parameters.
  var contentType: MediaType? {
    headers["Content-Type"].flatMap(MediaType.init)
  }

  /// What follows `Bearer` in `Authorization`; nil where another scheme or nothing stands there.
  var bearerToken: String? {
    guard let value = headers["Authorization"], value.utf8.count <= HTTPLimits.authorizationBytes
    else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, HTTPHeaders.same(String(parts[0]), "Bearer") else { return nil }
    return String(parts[1])
  }
}
