import CMicroHTTPD
import Shared
import Synchronization

/// One request and its answer, from the request line to the last byte.
///
/// libmicrohttpd calls it from the connection's thread only, one call at a time; the answer comes
/// from a task. Both meet in `state`: whoever is second passes the answer on.
final class Exchange: Sendable {
  /// How far the request has come.
  enum Phase {
    /// The head is there, nothing decided.
    case head
    /// A task decides about the caller before the body is read.
    case checking
    /// The body arrives.
    case body
    /// A task makes the answer.
    case handling
    /// The answer is on its way.
    case answered
  }

  /// What changes while the request is in work.
  struct State {
    /// How far the request has come.
    var phase = Phase.head
    /// The head, once read.
    var head: HTTPRequestHead?
    /// The method as it was sent, for the log.
    var method = "-"
    /// What the responder allows.
    var terms: Admission.Terms?
    /// The body so far.
    var body: [UInt8] = []
    /// Bytes counted against the memory of all bodies.
    var reservedBytes = 0
    /// Why the rest of the body is thrown away.
    var overflow: Problem?
    /// Bytes thrown away.
    var discardedBytes = 0
    /// The answer, once made.
    var response: HTTPResponse?
    /// True once a check before the body has let it come.
    var isChecked = false
    /// The address of the suspended connection; 0 where it runs.
    var suspendedConnection: UInt = 0
    /// The task that checks or makes the answer.
    var task: Task<Void, Never>?
    /// The body of the answer where it is streamed.
    var stream: ResponseStream?
    /// The status that went out.
    var status = 0
    /// The client behind a proxy that this request counts against.
    var countedClient: IPAddress?
  }

  /// The server that took the request.
  let server: HTTPServer
  /// The connection it came on.
  let connection: ConnectionState
  /// The request target as sent.
  let target: String
  /// When it began, by `MonotonicTime`.
  let began = MonotonicTime.milliseconds
  /// What changes while the request is in work.
  let state = Mutex(State())

  /// A request whose first line was just read.
  init(server: HTTPServer, connection: ConnectionState, target: String) {
    self.server = server
    self.connection = connection
    self.target = target
  }

  /// True while a task of ours decides how long it takes.
  var isHandling: Bool {
    state.withLock { $0.phase == .handling || $0.phase == .checking }
  }

  /// Takes the next step. libmicrohttpd calls this once for the head, once for each piece of the
  /// body, once at its end, and again after each resumption.
  func advance(
    _ handle: OpaquePointer, method: String, data: UnsafeRawBufferPointer
  ) -> MHD_Result {
    switch state.withLock({ $0.phase }) {
    case .head: return readHead(handle, method)
    case .checking: return goOnAfterCheck(handle)
    case .body: return data.isEmpty ? answer(handle) : receive(data)
    case .handling: return sendAnswer(handle)
    case .answered: return .YES
    }
  }

  /// Ends the request: the answer has left, or the client has.
  func finish() {
    let (task, stream, head, label, client, status) = state.withLock { state in
      server.activity.release(bytes: state.reservedBytes)
      state.reservedBytes = 0
      state.body = []
      let status = state.status
      return (
        state.task, state.stream, state.head, state.terms?.label ?? "-", state.countedClient,
        status
      )
    }
    task?.cancel()
    stream?.close()
    if let client { server.activity.leave(client) }
    connection.exchange.withLock { $0 = nil }
    connection.allow(seconds: server.configuration.idleSeconds)
    server.activity.end()
    let milliseconds = MonotonicTime.milliseconds - began
    server.observe(
      RequestObservation(
        method: head?.method.rawValue ?? "-", route: label, status: status, trace: head?.trace,
        caller: head?.caller, seconds: Double(milliseconds) / 1_000))
    server.logger.info(
      "request",
      [
        "request_id": .string(head?.id ?? "-"), "method": .string(head?.method.rawValue ?? "-"),
        "route": .string(label), "status": .int(Int64(status)), "ms": .int(milliseconds),
      ])
  }

  /// Sends a sign of life where an event stream has been silent.
  func keepAlive(now: Int64) {
    state.withLock { $0.stream }?.keepAlive(now: now)
  }

  /// Ends a stream that would go on for ever; `all` ends every stream.
  func cancelStream(all: Bool) {
    guard let stream = state.withLock({ $0.stream }), all || stream.isEndless else { return }
    stream.cancel()
  }

  /// Answers 503 in place of a handler that took too long, and tells it to stop.
  func expire() {
    let (task, id) = state.withLock { ($0.task, $0.head?.id ?? "-") }
    // First the answer, for a handler that is told to stop may still give one.
    complete(Problem.unavailable("it took too long").response(requestID: id))
    task?.cancel()
  }
}
