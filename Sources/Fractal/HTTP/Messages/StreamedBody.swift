/// A body that is made while it is sent.
struct StreamedBody: Sendable {
  /// Its length in bytes where it is known; else it goes out in chunks.
  var length: Int?
  /// Bytes sent after `HTTPLimits.eventKeepAliveSeconds` of silence, so that proxies keep an event
  /// stream open; empty for files.
  var keepAlive: [UInt8] = []
  /// Writes the body and returns at its end; throwing cuts the answer off visibly.
  ///
  /// It begins with the first byte that the client takes, and is cancelled when the client goes
  /// away or the server drains a stream that has no end.
  var produce: @Sendable (HTTPBodyWriter) async throws -> Void
}
