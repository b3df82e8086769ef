/// What a token endpoint gave (RFC 6749 section 5.1).
public struct OAuthTokens: Hashable, Sendable {
  /// The token that is shown to the service.
  public var accessToken: String
  /// Seconds for which it counts; nil where the endpoint does not say.
  public var seconds: Int?
  /// The refresh token that takes the old one's place; nil where that stays.
  public var refreshToken: String?
}
