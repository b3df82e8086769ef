/// The metadata service of an EC2 instance, version 2: a token first, then the role's credentials.
struct InstanceCredentials: CredentialSource {
  /// Where settings stand.
  let environment: AWSEnvironment
  /// Who asks.
  let client: HTTPClient

  private static let tokenSeconds = "21600"

  /// The instance's credentials; nil where this is no instance, or one without a role.
  func credentials() async throws(AWSError) -> AWSCredentials? {
    if environment.value("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" { return nil }
    let given = environment.value("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254"
    let base = given.hasSuffix("/") ? String(given.dropLast()) : given
    guard
      let token = await text(
        .put, "\(base)/latest/api/token",
        ["X-aws-ec2-metadata-token-ttl-seconds": Self.tokenSeconds])
    else { return nil }
    let headers: HTTPHeaders = ["X-aws-ec2-metadata-token": token]
    let list = "\(base)/latest/meta-data/iam/security-credentials/"
    guard let roles = await text(.get, list, headers),
      let role = roles.split(whereSeparator: \.isNewline).first
    else { return nil }
    return try await MetadataDocument.fetch(
      list + PercentEncoding.encode(String(role)), headers: headers, client: client)
  }

  private func text(_ method: HTTPMethod, _ url: String, _ headers: HTTPHeaders) async -> String? {
    let request = MetadataDocument.request(method, url, headers)
    guard let answer = try? await client.fetch(request), answer.response.isSuccess else {
      return nil
    }
    return String(decoding: answer.body, as: UTF8.self)
  }
}
