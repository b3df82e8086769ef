import Shared

/// One method of one path: who may call it, what body it takes, what it does, how it is described.
struct Route: Sendable {
  /// Makes the answer. A thrown `Problem` or `ProblemConvertible` becomes the answer; any other
  /// error is logged and answers 500.
  typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse
  /// Refuses a request by its head.
  typealias HeadCheck = @Sendable (HTTPRequestHead) throws(Problem) -> Void

  /// The method; HEAD comes with GET.
  var method: HTTPMethod
  /// The path.
  var pattern: RoutePattern
  /// Who may call.
  var access: AccessRule
  /// What body it takes.
  var body: BodyRule
  /// How long the handler may take.
  var handlerSeconds: Int
  /// How it is described.
  var operation: Operation
  /// What it does.
  var handler: Handler
  /// Looks at the head before the body is read, on routes that check their callers themselves.
  var headCheck: HeadCheck?

  /// A route of all its parts.
  init(
    _ method: HTTPMethod, _ pattern: String, access: AccessRule, body: BodyRule = .none,
    handlerSeconds: Int = HTTPLimits.handlerSeconds, operation: Operation,
    handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = RoutePattern(pattern)
    self.access = access
    self.body = body
    self.handlerSeconds = handlerSeconds
    self.operation = operation
    self.handler = handler
  }

  /// The problems that any route of this kind can answer.
  var usualProblems: [ResponseDescription] {
    var problems: [ResponseDescription] = []
    if access != .open {
      problems += [
        .problem(401, "no valid credentials"), .problem(403, "the credentials do not allow this"),
      ]
    }
    if !pattern.parameters.isEmpty { problems.append(.problem(404, "no such thing here")) }
    if body.limit > 0 {
      problems += [
        .problem(413, "the body is too large"), .problem(415, "the body's type is not taken"),
      ]
    }
    if body.schema != nil { problems.append(.problem(400, "the body is no JSON")) }
    if body.schema != nil || !operation.query.isEmpty {
      problems.append(.problem(422, "body or query break the rules"))
    }
    problems += [
      .problem(429, "too many failures or requests"), .problem(500, "a fault of the service"),
      .problem(503, "cannot be served now"),
    ]
    return problems
  }
}
