import Shared

/// Knows callers by the tokens in the database and by the app's own JSON Web Tokens.
struct DatabaseIdentityProvider: IdentityProvider {
  private let authenticator: Authenticator
  private let pool: PostgresPool

  /// A provider that asks the pool's database; throws where `JWT_SECRET` cannot be used.
  init(settings: Settings, pool: PostgresPool) throws(WiringError) {
    self.pool = pool
    guard let secret = settings[Settings.jsonWebTokenSecret] else {
      authenticator = Authenticator(webTokenSecret: nil)
      return
    }
    guard let known = Authenticator(webTokenSecretText: secret) else {
      throw WiringError("JWT_SECRET is no base64 of at least 32 bytes")
    }
    authenticator = known
  }

  /// Who shows these credentials; throws `AccessError`, or the database's error.
  func identity(of credentials: Credentials) async throws -> TokenIdentity {
    try await authenticator.identity(
      bearer: credentials.bearerToken, workspace: credentials.workspace, in: pool)
  }
}
