import Shared

extension Router: HTTPResponder {
  /// Finds the route and checks what the head tells.
  func admit(_ head: HTTPRequestHead) -> Admission {
    do throws(Problem) {
      guard let match = tree.find(head.path) else { throw Problem.notFound() }
      let allowed = Self.methods(match)
      if head.method == .options {
        return .answer(origins.preflight(head, allowed: allowed))
      }
      let method = head.method == .head ? .get : head.method
      guard let index = match.routes[method] else { throw Problem.methodNotAllowed(allowed) }
      let route = routes[index]
      try Self.checkBody(head, route.body)
      return .accept(
        Admission.Terms(
          bodyLimit: route.body.limit, handlerSeconds: route.handlerSeconds,
          authenticatesFirst: route.access != .open || route.headCheck != nil, route: index,
          pathParameters: match.parameters, label: route.pattern.documented))
    } catch {
      return .answer(finished(error.response(requestID: head.id), head))
    }
  }

  /// Authenticates before a large body is read.
  func refuse(_ head: HTTPRequestHead, _ terms: Admission.Terms) async -> HTTPResponse? {
    let route = routes[terms.route]
    do {
      _ = try await identity(head, route)
      try route.headCheck?(head)
      return nil
    } catch {
      if route.headCheck != nil, (error as? Problem)?.status == 401 {
        limiter.recordFailure([FailureKey(client: head.clientAddress)])
      }
      return finished(problem(error, Logger.silent).response(requestID: head.id), head)
    }
  }

  /// The answer with what web pages of allowed origins need.
  func finished(_ response: HTTPResponse, _ head: HTTPRequestHead) -> HTTPResponse {
    var response = response
    origins.apply(to: &response, origin: head.headers["Origin"])
    return response
  }

  private static func methods(_ match: RouteTree.Match) -> [String] {
    var methods = Set(match.routes.keys.map(\.rawValue))
    methods.insert("OPTIONS")
    if match.routes[.get] != nil { methods.insert("HEAD") }
    return methods.sorted()
  }

  private static func checkBody(_ head: HTTPRequestHead, _ rule: BodyRule) throws(Problem) {
    guard rule.limit > 0 else { return }
    guard head.hasBody else { return }
    guard let type = head.contentType, rule.types.contains(where: { type.matches($0) }) else {
      throw Problem.unsupportedMediaType(accepted: rule.types)
    }
  }
}
