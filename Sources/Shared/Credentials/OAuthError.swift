/// Why no token was given; never with anything that was sent or answered.
public enum OAuthError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The endpoint could not be reached.
  case unreachable(HTTPClientError)
  /// The endpoint refused; 400 and 401 mean that the permission, or the client, is not good.
  case refused(status: Int)
  /// The answer holds no token.
  case unexpected

  /// What is wrong.
  public var description: String {
    switch self {
    case .unreachable(let error): "OAuth: \(error)"
    case .refused(let status): "OAuth: refused with \(status)"
    case .unexpected: "OAuth: the answer holds no token"
    }
  }
}
