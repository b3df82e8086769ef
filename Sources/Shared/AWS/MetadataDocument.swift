/// The JSON document in which containers and instances are given their credentials.
enum MetadataDocument {
  /// Fetches and reads one.
  ///
  /// - Throws: `AWSError.Code.credentialService`, `.malformedAnswer`.
  static func fetch(
    _ url: String, headers: HTTPHeaders, client: HTTPClient
  ) async throws(AWSError) -> AWSCredentials {
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do {
      answer = try await client.fetch(request(.get, url, headers))
    } catch {
      throw AWSError(.credentialService)
    }
    guard answer.response.isSuccess else {
      throw AWSError(.credentialService, status: answer.response.status)
    }
    guard let document = try? JSONValue(parsing: answer.body),
      let id = document["AccessKeyId"]?.stringValue,
      let secret = document["SecretAccessKey"]?.stringValue
    else { throw AWSError(.malformedAnswer) }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: document["Token"]?.stringValue,
      expiration: document["Expiration"]?.stringValue.flatMap { Instant($0) })
  }

  /// A request that does not wait long: where there is no such service, nobody answers.
  static func request(
    _ method: HTTPMethod, _ url: String, _ headers: HTTPHeaders
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(method, url, headers: headers)
    request.connectTimeout = .seconds(1)
    request.totalTimeout = .seconds(AWSLimits.metadataSeconds)
    request.bodyLimit = AWSLimits.credentialBytes
    return request
  }
}
