/// How a request goes on after its head has been read.
enum Admission: Sendable {
  /// What a request that may go on is allowed.
  struct Terms: Sendable {
    /// Bytes that its body may have, compressed and decompressed.
    var bodyLimit: Int
    /// Seconds its handler may take.
    var handlerSeconds: Int
    /// True where the caller must be known before a large body is read.
    var authenticatesFirst: Bool
    /// Which of the responder's routes was found.
    var route: Int
    /// What stood in place of the route's parameters.
    var pathParameters: [String: String]
    /// The route's pattern, for logs and metrics.
    var label: String
  }

  /// The body is read, then the handler runs.
  case accept(Terms)
  /// It is answered at once and the body is not read.
  case answer(HTTPResponse)
}
