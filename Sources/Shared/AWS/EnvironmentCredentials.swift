/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialSource {
  /// Where they stand.
  let environment: AWSEnvironment

  /// The variables' credentials; nil where the first is not set.
  func credentials() async throws(AWSError) -> AWSCredentials? {
    guard let id = environment.value("AWS_ACCESS_KEY_ID") else { return nil }
    guard let secret = environment.value("AWS_SECRET_ACCESS_KEY") else {
      throw AWSError(.malformedConfiguration)
    }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret,
      sessionToken: environment.value("AWS_SESSION_TOKEN"))
  }
}
