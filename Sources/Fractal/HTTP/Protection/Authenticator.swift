/// Turns credentials into a principal.
protocol Authenticator: Sendable {
  /// Who shows these credentials.
  ///
  /// - Throws: `AuthenticationFailure`; any other error, such as a database that is away, is
  ///   answered like a handler's and does not count as a failure of the caller.
  func authenticate(_ credentials: Credentials) async throws -> Principal
}
