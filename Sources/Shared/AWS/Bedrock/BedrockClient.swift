import FoundationEssentials

/// Calls Amazon Bedrock Runtime: signed or with an API key, repeated as AWS's standard mode does,
/// within the rates of each model.
///
/// An answer counts only when it is whole: half a JSON text under status 200 is a failure here.
/// Cancelling the calling task ends a call at once.
public final class BedrockClient: Sendable {
  /// Where and as whom it calls.
  public let configuration: BedrockConfiguration
  /// Counts, where anybody wants to know.
  let metrics: BedrockMetrics?
  /// Keeps to the models' rates.
  let pacing: (any ModelPacing)?
  private let credentials: CredentialChain
  private let client: HTTPClient
  private let signer: RequestSigner
  private let quota = RetryQuota()

  /// A client; `client` may be shared with others of the same trust.
  public init(
    _ configuration: BedrockConfiguration, credentials: CredentialChain, client: HTTPClient,
    pacing: (any ModelPacing)? = nil, metrics: BedrockMetrics? = nil
  ) {
    self.configuration = configuration
    self.credentials = credentials
    self.client = client
    self.pacing = pacing
    self.metrics = metrics
    signer = RequestSigner(service: "bedrock", region: configuration.region)
  }

  /// A client as the environment of AWS's own tools sets it up.
  ///
  /// - Throws: `AWSError`.
  public convenience init(
    environment: AWSEnvironment, pacing: (any ModelPacing)? = nil, metrics: BedrockMetrics? = nil
  ) throws(AWSError) {
    let client = HTTPClient.trusted()
    self.init(
      try BedrockConfiguration(environment: environment),
      credentials: CredentialChain(environment: environment, client: client), client: client,
      pacing: pacing, metrics: metrics)
  }

  /// Repeats left in the quota.
  var repeatsLeft: Int { quota.left }

  /// Makes a call; `read` turns an answer of status 200 into a value, and fails where it is not
  /// whole, which is repeated like a broken connection.
  func call<Value>(
    _ call: BedrockCall,
    read: (HTTPClientResponse) async throws(BedrockError) -> Value
  ) async throws(BedrockError) -> Value {
    let began = ContinuousClock.now
    do throws(BedrockError) {
      let value = try await repeated(call, end: began + call.timeout, read: read)
      metrics?.count(call, nil, ContinuousClock.now - began)
      return value
    } catch {
      metrics?.count(call, error, ContinuousClock.now - began)
      throw error
    }
  }

  private func repeated<Value>(
    _ call: BedrockCall, end: ContinuousClock.Instant,
    read: (HTTPClientResponse) async throws(BedrockError) -> Value
  ) async throws(BedrockError) -> Value {
    guard (1...BedrockLimits.modelCharacters).contains(call.model.count) else {
      throw BedrockError(.configuration)
    }
    let invocation = UUID().uuidString.lowercased()
    var attempt = 1
    var lastCost = 0
    while true {
      do throws(BedrockError) {
        try await pace(call, end: end)
        let response = try await send(call, invocation, attempt, end)
        let value = try await read(response)
        quota.succeeded(lastCost: lastCost)
        return value
      } catch {
        let delay = RetryPlan.delay(
          after: error, attempt: attempt, random: configuration.random())
        let cost = RetryPlan.cost(of: error)
        guard error.isRepeated, attempt < configuration.attempts, !Task.isCancelled,
          ContinuousClock.now + delay < end, quota.take(cost)
        else { throw error }
        metrics?.countRepeat(call, after: error)
        lastCost = cost
        try await wait(delay)
        attempt += 1
      }
    }
  }

  /// Waits for the model's rate, or says how long it would take where that is too long.
  private func pace(
    _ call: BedrockCall, end: ContinuousClock.Instant
  ) async throws(BedrockError) {
    let latest = min(end, ContinuousClock.now + .seconds(BedrockLimits.paceSeconds))
    while let wait = await pacing?.reserve(model: call.model, tokens: call.expectedTokens) {
      guard ContinuousClock.now + wait < latest else {
        throw BedrockError(.paced, retryAfter: wait)
      }
      try await self.wait(wait)
    }
  }

  private func wait(_ duration: Duration) async throws(BedrockError) {
    do {
      try await configuration.sleep(duration)
    } catch {
      throw BedrockError(.cancelled)
    }
  }

  private func send(
    _ call: BedrockCall, _ invocation: String, _ attempt: Int, _ end: ContinuousClock.Instant
  ) async throws(BedrockError) -> HTTPClientResponse {
    // Credentials may have to be fetched first: that is part of the time.
    let known = try await proof()
    let left = end - ContinuousClock.now
    guard left > .zero else { throw BedrockError(.timeout) }
    var request = HTTPClientRequest(
      .post,
      "\(configuration.endpoint)/model/\(PercentEncoding.encode(call.model))/"
        + call.operation.rawValue,
      headers: [
        "Content-Type": "application/json",
        "Accept": call.operation == .converseStream
          ? "application/vnd.amazon.eventstream" : "application/json",
        "amz-sdk-invocation-id": invocation,
        "amz-sdk-request": "attempt=\(attempt); max=\(configuration.attempts)",
      ], body: .bytes(call.body.serializedBytes))
    request.totalTimeout = left
    request.headTimeout = left
    request.redirects = 0
    request.decompresses = false
    request.bodyLimit =
      call.operation == .converseStream
      ? BedrockLimits.streamBytes : BedrockLimits.answerBytes
    let response: HTTPClientResponse
    do {
      response = try await client.send(try proven(request, known))
      if response.status == 200 { return response }
      let body = try await response.body.collect()
      throw BedrockError(status: response.status, headers: response.headers, body: body)
    } catch let error as BedrockError {
      throw error
    } catch let error as HTTPClientError {
      throw BedrockError(error)
    } catch {
      throw BedrockError(.other)
    }
  }

  /// What requests are signed with; nil where a key stands in the header.
  private func proof() async throws(BedrockError) -> AWSCredentials? {
    guard configuration.bearerToken == nil else { return nil }
    do throws(AWSError) {
      return try await credentials.credentials()
    } catch {
      throw BedrockError(error)
    }
  }

  /// The request with its proof of who sends it.
  private func proven(
    _ request: HTTPClientRequest, _ known: AWSCredentials?
  ) throws(BedrockError) -> HTTPClientRequest {
    var request = request
    guard let known else {
      request.headers["Authorization"] = configuration.bearerToken.map { "Bearer \($0)" }
      return request
    }
    do throws(HTTPClientError) {
      return try signer.sign(request, credentials: known, time: configuration.now())
    } catch {
      throw BedrockError(error)
    }
  }
}
