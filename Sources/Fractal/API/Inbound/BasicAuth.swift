import Shared

/// The one user and password (RFC 7617) that a provider shows in its requests.
struct BasicAuth: Sendable {
  private let expected: [UInt8]

  /// The check for `user:password`.
  init(_ userAndPassword: String) {
    expected = Array(userAndPassword.utf8)
  }

  /// Throws unless the request shows them.
  ///
  /// - Throws: `Problem` 401.
  func check(_ headers: HTTPHeaders) throws(Problem) {
    let value = headers["Authorization"] ?? ""
    let parts = value.split(separator: " ", maxSplits: 1)
    guard value.utf8.count <= HTTPLimits.authorizationBytes, parts.count == 2,
      HTTPHeaders.same(String(parts[0]), "Basic"),
      let shown = Base64.decode(String(parts[1].filter { $0 != " " })),
      ConstantTime.equal(shown, expected)
    else {
      var problem = Problem.unauthorized("send the user and password of the settings")
      problem.headers["WWW-Authenticate"] = "Basic realm=\"fractal\", charset=\"UTF-8\""
      throw problem
    }
  }
}
