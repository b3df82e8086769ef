import Shared

/// A request as a handler sees it: the whole body read, decompressed and within its limit.
struct HTTPRequest: Sendable {
  /// What came before the body.
  var head: HTTPRequestHead
  /// The body, decompressed.
  var body: [UInt8]
  /// The body as JSON, checked against the route's form; null where the route takes no JSON.
  var json: JSONValue = .null
  /// What stood in place of the route's parameters, percent-decoded.
  var pathParameters: [String: String] = [:]
  /// Who calls; nil only on routes that ask for nobody.
  var identity: TokenIdentity?
  /// A logger that carries the request's id.
  var logger: Logger

  /// A request with everything that the server knows of it.
  init(head: HTTPRequestHead, body: [UInt8] = [], logger: Logger = .silent) {
    self.head = head
    self.body = body
    self.logger = logger
  }

  /// The method.
  var method: HTTPMethod { head.method }
  /// The path as sent, without the query.
  var path: String { head.path }
  /// The header fields.
  var headers: HTTPHeaders { head.headers }
  /// The query, decoded.
  var query: QueryItems { head.query }
  /// The request's id, the same as in `X-Request-Id` of the answer.
  var id: String { head.id }
  /// The client's address, behind trusted proxies too.
  var clientAddress: IPAddress { head.clientAddress }
}
