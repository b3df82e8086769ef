/// Sizes, counts and times that the HTTP server keeps to. Configuration may lower or raise those
/// that `HTTPServerConfiguration` repeats; the others are fixed.
enum HTTPLimits {
  /// Bytes of a request target, path and query together.
  static let targetBytes = 8 * 1024
  /// Bytes of all header fields of a request.
  static let headerBytes = 32 * 1024
  /// Header fields of a request.
  static let headerFields = 100
  /// Bytes that libmicrohttpd may use for a connection. It answers larger heads by itself, without
  /// a problem document, so this lies above our own limits.
  static let connectionMemoryBytes = 96 * 1024
  /// Bytes of a request body where the route says nothing else.
  static let bodyBytes = 1024 * 1024
  /// Bytes of request bodies that all requests together may hold in memory.
  static let bodyBytesOverall = 256 * 1024 * 1024
  /// Bytes of a declared body above which the caller is authenticated before it is read.
  static let bodyBytesUnauthenticated = 64 * 1024
  /// Bytes read and thrown away after a body without declared length passed its limit, so that
  /// the client hears 413 instead of a reset.
  static let bodyBytesDiscarded = 4 * 1024 * 1024
  /// Bytes of a body up to which the handler starts on the connection's own thread.
  static let bodyBytesImmediate = 64 * 1024
  /// Connections in all.
  static let connections = 1_000
  /// Connections of one address that is no trusted proxy.
  static let connectionsPerAddress = 100
  /// Requests in work for one client address behind a proxy.
  static let requestsPerAddress = 64
  /// Threads of libmicrohttpd.
  static let threads = 2
  /// Seconds a connection may stay silent between requests or within one.
  static let idleSeconds = 60
  /// Seconds in which the whole request, head and body, must have come.
  static let receiveSeconds = 120
  /// Seconds a handler may take.
  static let handlerSeconds = 30
  /// Seconds in which an answer must have been taken, plus one for each `sendBytesPerSecond`.
  static let sendSeconds = 60
  /// Slowest reader of an answer that is still served.
  static let sendBytesPerSecond = 32 * 1024
  /// Seconds a streamed answer may last.
  static let streamSeconds = 3_600
  /// Seconds between signs of life in a silent event stream.
  static let eventKeepAliveSeconds = 15
  /// Bytes of a stored file that is offered for download.
  static let downloadBytes = 64 * 1024 * 1024
  /// Bytes that wait for a slow reader before the producer is held up.
  static let streamBufferBytes = 256 * 1024
  /// Bytes handed to libmicrohttpd at a time.
  static let streamBlockBytes = 64 * 1024
  /// Hops of `X-Forwarded-For` that are looked at.
  static let forwardedHops = 20
  /// Characters of a request id that a client may choose.
  static let requestIDCharacters = 128
  /// Depth of a JSON body.
  static let bodyDepth = 64
  /// Query items of a request.
  static let queryItems = 100
  /// Bytes of an `Authorization` value.
  static let authorizationBytes = 8 * 1024
  /// Names and tokens whose failures are remembered.
  static let failureKeys = 10_000
  /// Failed authentications of one address or token in `failureSeconds` before 429.
  static let failures = 20
  /// Seconds for which failures count.
  static let failureSeconds = 300
  /// Problems named in one answer about a body.
  static let problemsListed = 20
  /// Seconds after which a client may come again when the service is overloaded or draining.
  static let retryAfterSeconds = 5
}
