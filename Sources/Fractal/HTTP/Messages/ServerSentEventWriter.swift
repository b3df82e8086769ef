/// Where a handler writes its events.
struct ServerSentEventWriter: Sendable {
  /// The body underneath.
  let writer: HTTPBodyWriter

  /// Sends one event; waits while the client is slow.
  ///
  /// - Throws: `CancellationError` when the client is gone or the server drains.
  func send(_ event: ServerSentEvent) async throws {
    try await writer.write(event.bytes)
  }
}
