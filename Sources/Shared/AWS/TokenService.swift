/// AWS's Security Token Service: exchanges one proof of identity for temporary credentials.
struct TokenService: Sendable {
  /// A role to assume.
  struct Role: Sendable {
    /// Its ARN.
    var arn: String
    /// How the session is named in AWS's logs.
    var sessionName: String
    /// How long the credentials are to last.
    var seconds: Int
    /// A shared secret some roles ask for.
    var externalID: String?
  }

  /// Who sends.
  let client: HTTPClient
  /// Where the service is, in place of AWS's own addresses; for tests and private endpoints.
  let endpoint: String?

  /// Credentials of a role for someone who has others.
  ///
  /// - Throws: `AWSError`.
  func assume(
    _ role: Role, with base: AWSCredentials, now: Instant, region: String?
  ) async throws(AWSError) -> AWSCredentials {
    let signer = RequestSigner(service: "sts", region: region ?? "us-east-1")
    let signed: HTTPClientRequest
    do {
      signed = try signer.sign(
        request("AssumeRole", role, [], region), credentials: base, time: now)
    } catch {
      throw AWSError(.malformedConfiguration)
    }
    return try await exchange(signed)
  }

  /// Credentials of a role for someone whom another identity provider vouches for.
  ///
  /// - Throws: `AWSError`.
  func assume(
    _ role: Role, webIdentity token: String, region: String?
  ) async throws(AWSError) -> AWSCredentials {
    try await exchange(
      request("AssumeRoleWithWebIdentity", role, [("WebIdentityToken", token)], region))
  }

  private func request(
    _ action: String, _ role: Role, _ more: [(String, String)], _ region: String?
  ) -> HTTPClientRequest {
    var items = [
      ("Action", action), ("Version", "2011-06-15"), ("RoleArn", role.arn),
      ("RoleSessionName", role.sessionName), ("DurationSeconds", String(role.seconds)),
    ]
    if let id = role.externalID { items.append(("ExternalId", id)) }
    items += more
    let body = items.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    let place = endpoint ?? "https://sts.\(region ?? "us-east-1").amazonaws.com/"
    var request = HTTPClientRequest(
      .post, place,
      headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
      body: .bytes(Array(body.utf8)))
    request.totalTimeout = .seconds(AWSLimits.tokenServiceSeconds)
    request.bodyLimit = AWSLimits.credentialBytes
    return request
  }

  private func exchange(_ request: HTTPClientRequest) async throws(AWSError) -> AWSCredentials {
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do {
      answer = try await client.fetch(request)
    } catch {
      throw AWSError(.credentialService)
    }
    let text = FlatXML(answer.body)
    guard answer.response.isSuccess else {
      throw AWSError(
        .credentialService, status: answer.response.status, name: text.first("Code"))
    }
    guard let id = text.first("AccessKeyId"), let secret = text.first("SecretAccessKey"),
      let token = text.first("SessionToken"),
      let end = text.first("Expiration").flatMap({ Instant($0) })
    else { throw AWSError(.malformedAnswer) }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: token, expiration: end)
  }
}
