import CMicroHTTPD
import Shared
import Synchronization

extension Exchange {
  /// Decides about the request by its head.
  func readHead(_ handle: OpaquePointer, _ method: String) -> MHD_Result {
    let head: HTTPRequestHead
    switch makeHead(handle, method) {
    case .success(let made): head = made
    case .failure(let problem):
      return refuse(handle, problem.response(requestID: requestID))
    }
    if server.isStopping {
      return refuse(handle, Problem.unavailable("stopping").response(requestID: head.id))
    }
    if head.clientAddress != connection.peer.unmapped {
      guard server.activity.enter(head.clientAddress) else {
        let problem = Problem.tooMany(retryAfter: HTTPLimits.retryAfterSeconds)
        return refuse(handle, problem.response(requestID: head.id))
      }
      state.withLock { $0.countedClient = head.clientAddress }
    }
    switch server.responder.admit(head) {
    case .answer(let response):
      return refuse(handle, response)
    case .accept(let terms):
      if let length = head.contentLength, length > terms.bodyLimit {
        state.withLock { $0.terms = terms }
        let problem = Problem.bodyTooLarge(limit: terms.bodyLimit)
        return refuse(handle, problem.response(requestID: head.id))
      }
      let large = (head.contentLength ?? Int.max) > HTTPLimits.bodyBytesUnauthenticated
      let checks = terms.authenticatesFirst && head.hasBody && large
      state.withLock { state in
        state.terms = terms
        state.phase = checks ? .checking : .body
        if let length = head.contentLength { state.body.reserveCapacity(length) }
      }
      return checks ? check(handle, head, terms) : .YES
    }
  }

  /// Adds a piece of the body, or throws it away where the body is too large already.
  func receive(_ data: UnsafeRawBufferPointer) -> MHD_Result {
    state.withLock { state in
      let limit = state.terms?.bodyLimit ?? 0
      if state.overflow == nil {
        if state.body.count + data.count > limit {
          state.overflow = .bodyTooLarge(limit: limit)
        } else if !server.activity.reserve(bytes: data.count) {
          state.overflow = .unavailable("too many large requests at once")
        } else {
          state.reservedBytes += data.count
          state.body.append(contentsOf: data)
          return .YES
        }
        state.body = []
      }
      state.discardedBytes += data.count
      return state.discardedBytes > HTTPLimits.bodyBytesDiscarded ? .NO : .YES
    }
  }

  private var requestID: String {
    state.withLock { $0.head?.id } ?? RequestID.choose(nil)
  }

  private func refuse(_ handle: OpaquePointer, _ response: HTTPResponse) -> MHD_Result {
    state.withLock { $0.response = response }
    return sendAnswer(handle)
  }

  private func makeHead(
    _ handle: OpaquePointer, _ methodName: String
  ) -> Result<HTTPRequestHead, Problem> {
    let headers = HeaderCollector.collect(from: handle)
    let method = HTTPMethod(rawValue: methodName)
    var head = HTTPRequestHead(
      method: method ?? .get, target: Self.originForm(target), headers: headers,
      clientAddress: ClientAddress.resolve(
        peer: connection.peer, headers: headers, trusted: server.configuration.trustedProxies))
    head.id = RequestID.choose(headers["X-Request-Id"])
    state.withLock { [head] in $0.head = head }
    guard method != nil else {
      return .failure(Problem(501, "unknown-method", "The method is not known here"))
    }
    guard target.utf8.count <= HTTPLimits.targetBytes else { return .failure(.targetTooLong()) }
    guard headers.count <= HTTPLimits.headerFields, headers.wireBytes <= HTTPLimits.headerBytes
    else { return .failure(.headersTooLarge()) }
    return .success(head)
  }

  /// A target in absolute form (RFC 9112 section 3.2.2) without its scheme and host.
  private static func originForm(_ target: String) -> String {
    guard target.hasPrefix("http://") || target.hasPrefix("https://") else { return target }
    let rest = target.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    return rest.count > 2 ? "/" + rest[2] : "/"
  }
}
