@testable import Fractal
@testable import Shared

/// Identities by the tokens in a database, and by web tokens of one secret, as the program has them.
struct TokenIdentities: IdentityProvider {
  /// The secret of web tokens.
  static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

  /// The database.
  let pool: PostgresPool

  func identity(of credentials: Credentials) async throws -> TokenIdentity {
    try await Authenticator(webTokenSecret: Self.secret).identity(
      bearer: credentials.bearerToken, workspace: credentials.workspace, in: pool)
  }
}
