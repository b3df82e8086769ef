/// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, as Kubernetes sets them.
struct WebIdentityCredentials: CredentialSource {
  /// Where they stand.
  let environment: AWSEnvironment
  /// Who exchanges the token for credentials.
  let tokens: TokenService

  /// The role's credentials; nil where no file is named. The file is read anew each time, since
  /// its token is renewed from outside.
  func credentials() async throws(AWSError) -> AWSCredentials? {
    guard let file = environment.value("AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
    guard let role = environment.value("AWS_ROLE_ARN"), let token = environment.readFile(file)
    else { throw AWSError(.malformedConfiguration) }
    return try await tokens.assume(
      TokenService.Role(
        arn: role, sessionName: environment.value("AWS_ROLE_SESSION_NAME") ?? "fractal",
        seconds: AWSLimits.roleSeconds, externalID: nil),
      webIdentity: String(decoding: token, as: UTF8.self), region: environment.region)
  }
}
