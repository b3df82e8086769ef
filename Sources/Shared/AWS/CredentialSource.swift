/// One place where credentials may come from.
protocol CredentialSource: Sendable {
  /// The credentials; nil where this place is not set up, so that the next one is asked.
  ///
  /// - Throws: `AWSError` where it is set up but does not work, which ends the search: the user
  ///   meant this place, and another one's credentials would surprise.
  func credentials() async throws(AWSError) -> AWSCredentials?
}
