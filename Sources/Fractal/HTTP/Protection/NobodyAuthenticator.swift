/// Knows nobody: for servers whose routes are all open, such as the admin listener.
struct NobodyAuthenticator: Authenticator {
  /// Refuses.
  func authenticate(_ credentials: Credentials) async throws -> Principal {
    throw AuthenticationFailure.invalid
  }
}
