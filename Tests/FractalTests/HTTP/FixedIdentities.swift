import FoundationEssentials

@testable import Fractal
@testable import Shared

/// Knows the tokens it was given, each as a person who may read and write.
struct FixedIdentities: IdentityProvider {
  /// Who stands behind each token.
  let actors: [String: Actor]

  /// Looks the token up.
  func identity(of credentials: Credentials) async throws -> TokenIdentity {
    guard let actor = actors[credentials.bearerToken] else { throw AccessError.invalid }
    return TokenIdentity(token: actor.user, actor: actor, scopes: [.write])
  }
}
