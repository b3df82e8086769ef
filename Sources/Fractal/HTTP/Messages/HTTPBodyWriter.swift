/// Where the producer of a streamed body writes it.
struct HTTPBodyWriter: Sendable {
  /// The buffer that the connection reads from.
  let stream: ResponseStream

  /// Hands bytes over; waits while more than `HTTPLimits.streamBufferBytes` are unread.
  ///
  /// - Throws: `CancellationError` when the client is gone or the server drains.
  func write(_ bytes: [UInt8]) async throws {
    try await stream.push(bytes)
  }

  /// Hands over a text in UTF-8.
  func write(_ text: String) async throws {
    try await stream.push(Array(text.utf8))
  }
}
