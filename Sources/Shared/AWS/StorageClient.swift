/// The calls of Amazon S3 that an object store needs, signed, with a few attempts each.
///
/// Every call may be repeated without harm: keys name contents, and parts are numbered.
public struct StorageClient: Sendable {
  /// Where it calls.
  public let location: StorageLocation
  private let credentials: CredentialChain
  private let client: HTTPClient
  private let signer: RequestSigner
  private let now: @Sendable () -> Instant

  /// A client for that location.
  public init(
    location: StorageLocation, credentials: CredentialChain, client: HTTPClient,
    now: @escaping @Sendable () -> Instant
  ) {
    self.location = location
    self.credentials = credentials
    self.client = client
    self.now = now
    signer = RequestSigner(service: "s3", region: location.region)
  }

  /// One answer, read whole.
  struct Answer: Sendable {
    /// The status code.
    let status: Int
    /// The header fields.
    let headers: HTTPHeaders
    /// The body.
    let body: [UInt8]
  }

  /// Sends one request about a key; answers 404 too, any other refusal is thrown.
  ///
  /// - Throws: `AWSError`.
  func call(
    _ method: HTTPMethod, _ key: String, query: String = "", headers: HTTPHeaders = [:],
    body: [UInt8]? = nil, bodyLimit: Int = AWSLimits.credentialBytes
  ) async throws(AWSError) -> Answer {
    var attempt = 1
    while true {
      do throws(AWSError) {
        return try await send(method, key, query, headers, body, bodyLimit)
      } catch {
        guard error.mayPass, attempt < AWSLimits.storageAttempts, !Task.isCancelled else {
          throw error
        }
        // Full jitter: random waits keep callers that failed together from returning together.
        let most = 100 << attempt
        try? await Task.sleep(for: .milliseconds(Int.random(in: 0...most)))
        attempt += 1
      }
    }
  }

  /// A link under which anyone may fetch the object for a while, with that type and disposition, and
  /// kept by no cache.
  ///
  /// - Throws: `AWSError`.
  public func downloadLink(
    _ key: String, contentType: String, disposition: String, seconds: Int
  ) async throws(AWSError) -> String {
    let known = try await credentials.credentials()
    let query =
      "response-cache-control=\(PercentEncoding.encode("private, no-store"))"
      + "&response-content-disposition=\(PercentEncoding.encode(disposition))"
      + "&response-content-type=\(PercentEncoding.encode(contentType))"
    do {
      return try signer.presign(
        .get, location.url(key, query: query), seconds: seconds, credentials: known, time: now())
    } catch {
      throw AWSError(.malformedConfiguration)
    }
  }

  private func send(
    _ method: HTTPMethod, _ key: String, _ query: String, _ headers: HTTPHeaders,
    _ body: [UInt8]?, _ bodyLimit: Int
  ) async throws(AWSError) -> Answer {
    let known = try await credentials.credentials()
    var request = HTTPClientRequest(
      method, location.url(key, query: query), headers: headers,
      body: body.map { .bytes($0) } ?? .none)
    request.totalTimeout = .seconds(AWSLimits.storageSeconds)
    request.bodyLimit = bodyLimit
    request.decompresses = false
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do {
      answer = try await client.fetch(signer.sign(request, credentials: known, time: now()))
    } catch {
      throw error.code == .invalidURL ? AWSError(.malformedConfiguration) : AWSError(.transport)
    }
    let status = answer.response.status
    guard answer.response.isSuccess || status == 404 else {
      throw AWSError(.refused, status: status, name: FlatXML(answer.body).first("Code"))
    }
    return Answer(status: status, headers: answer.response.headers, body: answer.body)
  }
}
