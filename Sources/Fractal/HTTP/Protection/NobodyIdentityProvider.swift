import Shared

/// Knows nobody: for servers whose routes are all open, such as the admin listener.
struct NobodyIdentityProvider: IdentityProvider {
  /// Refuses.
  func identity(of credentials: Credentials) async throws -> TokenIdentity {
    throw AccessError.invalid
  }
}
