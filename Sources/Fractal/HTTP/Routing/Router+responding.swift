import Shared

extension Router {
  /// Checks caller, query and body, then lets the route's handler answer.
  func respond(to request: HTTPRequest, _ terms: Admission.Terms) async -> HTTPResponse {
    let route = routes[terms.route]
    var request = request
    do {
      request.identity = try await identity(request.head, route)
      try route.headCheck?(request.head)
      let faults = route.operation.query.compactMap { $0.fault(in: request.query) }
      if !faults.isEmpty { throw Problem.invalid(faults) }
      if let schema = route.body.schema {
        request.json = try Self.document(request.body, schema)
      }
      let (trace, checked) = (request.head.trace, request)
      let scope = TraceScope(recorder: spans, context: trace)
      let response = try await TraceScope.$current.withValue(scope) {
        try await route.handler(checked)
      }
      return finished(response, request.head)
    } catch {
      let problem = problem(error, request.logger)
      if route.access == .open, problem.status == 401 {
        // Handlers that check signatures themselves fail by throwing 401.
        limiter.recordFailure([FailureKey(client: request.clientAddress)])
      }
      return finished(problem.response(requestID: request.id), request.head)
    }
  }

  /// Who calls, where the rule asks for someone.
  ///
  /// - Throws: `Problem` 429 after too many failures (503 where the route checks callers by their
  ///   heads), 401, 403; whatever the provider of identities throws.
  func identity(_ head: HTTPRequestHead, _ route: Route) async throws -> TokenIdentity? {
    let access = route.access
    let address = FailureKey(client: head.clientAddress)
    if let seconds = limiter.secondsToWait([address]) {
      // Mail providers drop a mail for good at a 4xx, and share a proxy's address with others.
      throw route.headCheck == nil
        ? Problem.tooMany(retryAfter: seconds)
        : Problem.unavailable("too many failures from here", retryAfter: seconds)
    }
    if access == .open { return nil }
    guard let token = head.bearerToken else {
      if head.headers["Authorization"] != nil { limiter.recordFailure([address]) }
      throw Problem.unauthorized("send an API token as Authorization: Bearer")
    }
    let keys = [address, FailureKey(token: token)]
    if let seconds = limiter.secondsToWait(keys) { throw Problem.tooMany(retryAfter: seconds) }
    let identity: TokenIdentity
    do {
      identity = try await identities.identity(
        of: Credentials(bearerToken: token, workspace: head.headers["X-Workspace-Id"]))
    } catch let error as AccessError {
      if error.countsAsFailure { limiter.recordFailure(keys) }
      throw error
    }
    guard access.admits(identity) else { throw Problem.forbidden() }
    return identity
  }

  /// The problem that an error becomes; logs those that are nobody's fault but ours.
  func problem(_ error: any Error, _ logger: Logger) -> Problem {
    if let problem = error as? Problem { return problem }
    if let known = (error as? any ProblemConvertible)?.problem ?? translate(error) {
      if known.status >= 500 {
        logger.warning("request failed", ["error": .string("\(error)")])
      }
      return known
    }
    if error is CancellationError { return .unavailable() }
    logger.error("request failed", ["error": .string("\(error)")])
    return .internalError()
  }

  private static func document(_ body: [UInt8], _ schema: Schema) throws(Problem) -> JSONValue {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: body, maximumDepth: HTTPLimits.bodyDepth)
    } catch {
      throw Problem.badRequest(error.description)
    }
    let faults = schema.faults(in: value)
    if !faults.isEmpty { throw Problem.invalid(faults) }
    return value
  }
}
