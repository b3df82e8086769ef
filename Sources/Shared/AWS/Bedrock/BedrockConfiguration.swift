/// Where and as whom Amazon Bedrock Runtime is called, and what time and chance are for it.
public struct BedrockConfiguration: Sendable {
  /// The region, such as `eu-central-1`.
  public var region: String
  /// The service's address without a slash at its end.
  public var endpoint: String
  /// A Bedrock API key, which stands in for a signature.
  public var bearerToken: String?
  /// Attempts of one call.
  public var attempts = BedrockLimits.attempts
  /// The time by this machine's clock, against which AWS checks signatures.
  public var now: @Sendable () -> Instant
  /// A number from 0 to 1 that decides the jitter of waits.
  public var random: @Sendable () -> Double = { Double.random(in: 0...1) }
  /// Waits; ends early, with an error, when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// Reads what AWS's own tools read: region, `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`,
  /// `AWS_ENDPOINT_URL`, `AWS_BEARER_TOKEN_BEDROCK`.
  ///
  /// - Throws: `AWSError.Code.noRegion`; `.malformedConfiguration` for an API key that would cross
  ///   a network in the clear.
  public init(environment: AWSEnvironment) throws(AWSError) {
    guard let region = environment.region else { throw AWSError(.noRegion) }
    let place =
      environment.value("AWS_ENDPOINT_URL_BEDROCK_RUNTIME") ?? environment.value("AWS_ENDPOINT_URL")
      ?? "https://bedrock-runtime.\(region).amazonaws.com"
    self.init(
      region: region, endpoint: place, bearerToken: environment.value("AWS_BEARER_TOKEN_BEDROCK"),
      now: environment.now)
    guard bearerToken == nil || Self.isPrivate(endpoint) else {
      throw AWSError(.malformedConfiguration)
    }
  }

  /// A configuration of those parts.
  public init(
    region: String, endpoint: String, bearerToken: String? = nil,
    now: @escaping @Sendable () -> Instant
  ) {
    self.region = region
    self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
    self.bearerToken = bearerToken
    self.now = now
  }

  /// True where nobody on the way can read along: TLS, or this machine.
  private static func isPrivate(_ endpoint: String) -> Bool {
    guard let url = try? WebURL(endpoint) else { return false }
    return url.scheme == "https" || ["127.0.0.1", "::1", "localhost"].contains(url.host)
  }
}
