import Shared

/// Turns credentials into an identity.
protocol IdentityProvider: Sendable {
  /// Who shows these credentials.
  ///
  /// - Throws: `AccessError`; any other error, such as a database that is away, is answered like a
  ///   handler's and does not count as a failure of the caller.
  func identity(of credentials: Credentials) async throws -> TokenIdentity
}
