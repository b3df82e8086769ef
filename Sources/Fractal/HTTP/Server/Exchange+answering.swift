import CMicroHTTPD
import Shared
import Synchronization

extension Exchange {
  /// Asks the responder about the caller of a large body while the connection waits.
  func check(
    _ handle: OpaquePointer, _ head: HTTPRequestHead, _ terms: Admission.Terms
  ) -> MHD_Result {
    connection.allow(seconds: terms.handlerSeconds)
    run(immediately: true) { [self] in
      if let refusal = await server.responder.refuse(head, terms) {
        complete(refusal)
      } else {
        letBodyCome()
      }
    }
    if waits(handle) { return .YES }
    return goOnAfterCheck(handle)
  }

  /// Goes on with a large body, or refuses it, once the responder has decided.
  func goOnAfterCheck(_ handle: OpaquePointer) -> MHD_Result {
    let refused = state.withLock { state in
      if state.response == nil { state.phase = .body }
      return state.response != nil
    }
    connection.allow(seconds: server.configuration.receiveSeconds)
    return refused ? sendAnswer(handle) : .YES
  }

  /// Starts the handler; the body has come in whole.
  func answer(_ handle: OpaquePointer) -> MHD_Result {
    let (head, terms, body, overflow) = state.withLock { state in
      state.phase = .handling
      let body = state.body
      state.body = []
      return (state.head, state.terms, body, state.overflow)
    }
    guard let head, let terms else { return .NO }
    if let overflow {
      state.withLock { $0.response = overflow.response(requestID: head.id) }
      return sendAnswer(handle)
    }
    connection.allow(seconds: terms.handlerSeconds)
    let logger = server.logger.with(["request_id": .string(head.id)])
    run(immediately: body.count <= HTTPLimits.bodyBytesImmediate) { [self] in
      let response: HTTPResponse
      do throws(Problem) {
        var request = HTTPRequest(
          head: head,
          body: try RequestBody.decode(body, headers: head.headers, limit: terms.bodyLimit),
          logger: logger)
        request.pathParameters = terms.pathParameters
        response = await server.responder.respond(to: request, terms)
      } catch {
        response = error.response(requestID: head.id)
      }
      complete(response)
    }
    if waits(handle) { return .YES }
    return sendAnswer(handle)
  }

  /// Hands the answer to whoever sends it; only the first one counts.
  func complete(_ response: HTTPResponse) {
    state.withLock { state in
      guard state.response == nil, state.phase == .handling || state.phase == .checking else {
        return
      }
      state.response = response
      resume(&state)
    }
  }

  /// Gives the answer to libmicrohttpd.
  func sendAnswer(_ handle: OpaquePointer) -> MHD_Result {
    let (response, id) = state.withLock { state in
      state.phase = .answered
      server.activity.release(bytes: state.reservedBytes)
      state.reservedBytes = 0
      state.task = nil
      return (state.response, state.head?.id ?? "-")
    }
    // A resumption without an answer cannot happen; were it to, the connection is closed.
    guard let response else { return .NO }
    return queue(response, id, handle) ? .YES : .NO
  }

  private func queue(_ response: HTTPResponse, _ id: String, _ handle: OpaquePointer) -> Bool {
    switch response.body {
    case .bytes(let bytes):
      connection.allow(
        seconds: server.configuration.sendSeconds + bytes.count / HTTPLimits.sendBytesPerSecond)
      guard let made = DaemonResponse(bytes: bytes) else { return false }
      return send(made, response, id, handle)
    case .stream(let body):
      connection.allow(seconds: HTTPLimits.streamSeconds)
      let stream = ResponseStream(body: body, connection: handle, activity: server.activity)
      state.withLock { $0.stream = stream }
      guard let made = DaemonResponse(stream: stream, length: body.length) else { return false }
      return send(made, response, id, handle)
    }
  }

  private func send(
    _ made: borrowing DaemonResponse, _ response: HTTPResponse, _ id: String,
    _ handle: OpaquePointer
  ) -> Bool {
    for field in response.headers.fields { made.add(field.name, field.value) }
    if response.headers["X-Content-Type-Options"] == nil {
      made.add("X-Content-Type-Options", "nosniff")
    }
    made.add("X-Request-Id", id)
    if server.isDraining { made.add("Connection", "close") }
    let queued = made.queue(on: handle, status: response.status)
    if queued { state.withLock { $0.status = response.status } }
    return queued
  }

  private func letBodyCome() {
    state.withLock { state in
      state.isChecked = true
      resume(&state)
    }
  }

  private func run(immediately: Bool, _ work: @escaping @Sendable () async -> Void) {
    // An immediate task runs here until it first waits: an answer that needs no waiting costs
    // neither a change of threads nor a suspended connection.
    let task = immediately ? Task.immediate { await work() } : Task { await work() }
    state.withLock { $0.task = task }
  }

  /// Suspends the connection unless the decision is there already; true where it was suspended.
  private func waits(_ handle: OpaquePointer) -> Bool {
    let address = UInt(bitPattern: handle)
    return state.withLock { state in
      let isDecided = state.response != nil || (state.phase == .checking && state.isChecked)
      if isDecided { return false }
      state.suspendedConnection = address
      server.activity.suspend()
      MHD_suspend_connection(OpaquePointer(bitPattern: address))
      return true
    }
  }

  private func resume(_ state: inout State) {
    guard state.suspendedConnection != 0 else { return }
    MHD_resume_connection(OpaquePointer(bitPattern: state.suspendedConnection))
    state.suspendedConnection = 0
    server.activity.resume()
  }
}
