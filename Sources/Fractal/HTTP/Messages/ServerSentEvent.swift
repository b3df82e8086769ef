import Shared

/// One message of an event stream (HTML standard, section 9.2 "Server-sent events").
struct ServerSentEvent: Sendable, Equatable {
  /// What kind of event it is; nil is the kind `message`.
  var event: String?
  /// From where a client that reconnects goes on.
  var id: String?
  /// The payload; each of its lines becomes a `data` line.
  var data: String

  /// An event with its payload.
  init(event: String? = nil, id: String? = nil, data: String) {
    self.event = event
    self.id = id
    self.data = data
  }

  /// The event as it goes over the wire, its closing empty line included.
  var bytes: [UInt8] {
    var text = ""
    if let event { text += "event: \(Self.singleLine(event))\n" }
    if let id { text += "id: \(Self.singleLine(id))\n" }
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      text += "data: \(line)\n"
    }
    return Array((text + "\n").utf8)
  }

  private static func singleLine(_ text: String) -> String {
    String(text.filter { !$0.isNewline && $0 != "\0" })
  }
}

extension HTTPResponse {
  /// A stream of events that lasts until the closure returns, the client leaves, or the server
  /// drains; silent stretches are bridged with comments.
  static func events(
    _ produce: @escaping @Sendable (ServerSentEventWriter) async throws -> Void
  ) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store",
        // nginx would otherwise hold events back until its buffer is full.
        "X-Accel-Buffering": "no",
      ],
      body: .stream(
        StreamedBody(length: nil, keepAlive: Array(":\n\n".utf8)) { writer in
          try await produce(ServerSentEventWriter(writer: writer))
        }))
  }
}
