import Shared

extension Problem {
  /// 400: the request cannot be understood.
  static func badRequest(_ detail: String) -> Problem {
    Problem(400, "bad-request", "The request cannot be understood", detail: detail)
  }

  /// 401: no credentials, or such that do not count.
  static func unauthorized(_ detail: String? = nil) -> Problem {
    var problem = Problem(401, "unauthorized", "Valid credentials are needed", detail: detail)
    problem.headers["WWW-Authenticate"] = "Bearer realm=\"fractal\""
    return problem
  }

  /// 403: known, but not allowed.
  static func forbidden(_ detail: String? = nil) -> Problem {
    Problem(403, "forbidden", "These credentials do not allow this", detail: detail)
  }

  /// 404: nothing there, or nothing that this caller may know of.
  static func notFound() -> Problem {
    Problem(404, "not-found", "There is no such thing here")
  }

  /// 405: the path exists for other methods.
  static func methodNotAllowed(_ allowed: [String]) -> Problem {
    var problem = Problem(405, "method-not-allowed", "The method is not served here")
    problem.headers["Allow"] = allowed.joined(separator: ", ")
    return problem
  }

  /// 408: the request took too long to arrive.
  static func requestTimeout() -> Problem {
    Problem(408, "request-timeout", "The request took too long to arrive")
  }

  /// 409: the state of things does not allow it.
  static func conflict(_ code: String, _ detail: String) -> Problem {
    Problem(409, code, "The current state does not allow this", detail: detail)
  }

  /// 413: the body is larger than the route takes.
  static func bodyTooLarge(limit: Int) -> Problem {
    var problem = Problem(413, "body-too-large", "The body is too large")
    problem.extras = [("limit", .int(Int64(limit)))]
    return problem
  }

  /// 414: the target is too long.
  static func targetTooLong() -> Problem {
    Problem(414, "target-too-long", "The request target is too long")
  }

  /// 415: the body is of a type that the route does not take.
  static func unsupportedMediaType(accepted: [String]) -> Problem {
    var problem = Problem(415, "unsupported-media-type", "The body's type is not taken here")
    problem.headers["Accept"] = accepted.joined(separator: ", ")
    return problem
  }

  /// 415: the body is compressed in a way the server does not read (RFC 7694).
  static func unsupportedEncoding() -> Problem {
    var problem = Problem(415, "unsupported-encoding", "The body's compression is not read here")
    problem.headers["Accept-Encoding"] = "gzip, identity"
    return problem
  }

  /// 422: understood, but against the rules of the route.
  static func invalid(_ faults: [Fault]) -> Problem {
    var problem = Problem(422, "invalid", "The request breaks the rules of this address")
    problem.faults = faults
    return problem
  }

  /// 429: too many failures or requests.
  static func tooMany(retryAfter: Int) -> Problem {
    var problem = Problem(429, "too-many-requests", "Too many requests or failures from here")
    problem.retryAfter = retryAfter
    return problem
  }

  /// 431: more or larger header fields than the server reads.
  static func headersTooLarge() -> Problem {
    Problem(431, "headers-too-large", "The header fields are too many or too large")
  }

  /// 500: a fault of ours, described only in the log.
  static func internalError() -> Problem {
    Problem(500, "internal-error", "Something went wrong here")
  }

  /// 503: cannot be served now.
  static func unavailable(
    _ detail: String? = nil, retryAfter: Int = HTTPLimits.retryAfterSeconds
  ) -> Problem {
    var problem = Problem(503, "unavailable", "This cannot be served now", detail: detail)
    problem.retryAfter = retryAfter
    return problem
  }
}
