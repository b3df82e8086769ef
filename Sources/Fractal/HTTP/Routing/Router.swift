import Shared

/// Answers requests by the routes it was given, after it has checked everything that their
/// descriptions ask for: method, media type, size, caller, scope, parameters, form of the body.
struct Router: Sendable {
  /// Every route, the router's own included.
  let routes: [Route]
  /// Where paths lead.
  let tree: RouteTree
  /// Who knows callers.
  let identities: any IdentityProvider
  /// Who has failed too often.
  let limiter: FailureLimiter
  /// Which web pages may read answers.
  let origins: CrossOriginPolicy
  /// Where spans of outgoing calls go; nil where none are recorded.
  let spans: (any SpanRecorder)?
  /// Turns errors of other modules into problems; nil where they are no known ones.
  let translate: @Sendable (any Error) -> Problem?

  /// A router for the groups' routes and for `GET /openapi.json`, which describes them.
  init(
    _ groups: [any RouteGroup], identities: any IdentityProvider,
    limiter: FailureLimiter = FailureLimiter(), allowedOrigins: [String] = [],
    spans: (any SpanRecorder)? = nil, title: String = "Fractal", version: String = "1",
    translate: @escaping @Sendable (any Error) -> Problem? = { _ in nil }
  ) {
    let described = groups.flatMap(\.routes)
    let own = Self.documentRoute(describing: described, title: title, version: version)
    routes = described + [own]
    tree = RouteTree(routes)
    self.identities = identities
    self.limiter = limiter
    origins = CrossOriginPolicy(allowedOrigins: allowedOrigins)
    self.spans = spans
    self.translate = translate
  }

  private static func documentRoute(
    describing routes: [Route], title: String, version: String
  ) -> Route {
    let operation = Operation(
      id: "getOpenAPIDocument", tag: "meta", summary: "This document",
      responses: [.json(200, "the OpenAPI document", .any)])
    let undocumented = Route(.get, "/openapi.json", access: .open, operation: operation) { _ in
      .empty()
    }
    let document = OpenAPIDocument(
      title: title, version: version, routes: routes + [undocumented])
    let bytes = document.document.serializedBytes
    return Route(.get, "/openapi.json", access: .open, operation: operation) { _ in
      HTTPResponse(
        status: 200, headers: ["Content-Type": "application/json"], body: .bytes(bytes))
    }
  }
}
