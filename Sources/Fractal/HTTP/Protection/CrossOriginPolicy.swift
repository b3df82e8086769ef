import Shared

/// Which web origins may read answers from a browser (the Fetch standard's CORS protocol).
///
/// The API knows no cookies, so no origin is ever allowed credentials.
struct CrossOriginPolicy: Sendable {
  /// The allowed origins, such as `https://app.example.org`.
  let allowedOrigins: Set<String>

  /// Seconds for which a browser may remember a preflight's answer.
  private static let preflightSeconds = 600

  /// A policy; an empty one allows no origin.
  init(allowedOrigins: [String] = []) {
    self.allowedOrigins = Set(allowedOrigins)
  }

  /// Adds what lets the calling page read the answer, where its origin is allowed.
  func apply(to response: inout HTTPResponse, origin: String?) {
    guard !allowedOrigins.isEmpty else { return }
    response.headers.add("Vary", "Origin")
    guard let origin, allowedOrigins.contains(origin) else { return }
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Location, Retry-After, X-Request-Id"
  }

  /// The answer to `OPTIONS` on a path that is served for these methods.
  func preflight(_ head: HTTPRequestHead, allowed: [String]) -> HTTPResponse {
    var response = HTTPResponse.empty()
    response.headers["Allow"] = allowed.joined(separator: ", ")
    let origin = head.headers["Origin"]
    apply(to: &response, origin: origin)
    guard response.headers["Access-Control-Allow-Origin"] != nil,
      head.headers["Access-Control-Request-Method"] != nil
    else { return response }
    response.headers["Access-Control-Allow-Methods"] = allowed.joined(separator: ", ")
    response.headers["Access-Control-Allow-Headers"] =
      "Authorization, Content-Type, Content-Encoding, Idempotency-Key, X-Request-Id, X-Workspace-Id"
    response.headers["Access-Control-Max-Age"] = String(Self.preflightSeconds)
    return response
  }
}
