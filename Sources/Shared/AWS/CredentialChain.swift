import Synchronization

/// Finds credentials where AWS's own tools do, and keeps them until shortly before they end.
///
/// In order: environment, profile of the shared files (keys, or a role assumed with another
/// profile's), web identity, container endpoint, instance metadata. Whoever asks while credentials
/// are being fetched waits for that one fetch.
public final class CredentialChain: Sendable {
  private struct State {
    var known: AWSCredentials?
    var fetch: Task<Result<AWSCredentials, AWSError>, Never>?
  }

  private let sources: [any CredentialSource]
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  /// The usual chain. `tokenEndpoint` stands in for AWS's token service.
  public convenience init(
    environment: AWSEnvironment, client: HTTPClient, tokenEndpoint: String? = nil
  ) {
    let tokens = TokenService(
      client: client,
      endpoint: tokenEndpoint ?? environment.value("AWS_ENDPOINT_URL_STS"))
    let variables = EnvironmentCredentials(environment: environment)
    let container = ContainerCredentials(environment: environment, client: client)
    let instance = InstanceCredentials(environment: environment, client: client)
    self.init(
      sources: [
        variables,
        ProfileCredentials(
          environment: environment, tokens: tokens,
          sources: [
            "environment": variables, "ecscontainer": container, "ec2instancemetadata": instance,
          ]),
        WebIdentityCredentials(environment: environment, tokens: tokens), container, instance,
      ], now: environment.now)
  }

  /// A chain of those places.
  init(sources: [any CredentialSource], now: @escaping @Sendable () -> Instant) {
    self.sources = sources
    self.now = now
  }

  /// Credentials that count now.
  ///
  /// Such as end within `AWSLimits.refreshAheadSeconds` are renewed; where that fails, the old ones
  /// serve until `AWSLimits.refreshMustSeconds` before their end.
  ///
  /// - Throws: `AWSError`, `.noCredentials` where no place has any.
  public func credentials() async throws(AWSError) -> AWSCredentials {
    let now = now()
    let (known, fetch) = state.withLock { state in
      if let known = state.known, Self.lasts(known, AWSLimits.refreshAheadSeconds, now) {
        return (AWSCredentials?.some(known), Task<Result<AWSCredentials, AWSError>, Never>?.none)
      }
      let fetch = state.fetch ?? Task { await self.fetch() }
      state.fetch = fetch
      return (state.known, fetch)
    }
    guard let fetch else {
      if let known { return known }
      throw AWSError(.noCredentials)
    }
    switch await fetch.value {
    case .success(let fresh): return fresh
    case .failure(let error):
      if let known, Self.lasts(known, AWSLimits.refreshMustSeconds, now) { return known }
      throw error
    }
  }

  private func fetch() async -> Result<AWSCredentials, AWSError> {
    let result: Result<AWSCredentials, AWSError>
    do throws(AWSError) {
      result = .success(try await search())
    } catch {
      result = .failure(error)
    }
    state.withLock { state in
      if case .success(let fresh) = result { state.known = fresh }
      state.fetch = nil
    }
    return result
  }

  private func search() async throws(AWSError) -> AWSCredentials {
    for source in sources {
      if let found = try await source.credentials() { return found }
    }
    throw AWSError(.noCredentials)
  }

  private static func lasts(_ credentials: AWSCredentials, _ seconds: Int, _ now: Instant) -> Bool {
    guard let end = credentials.expiration else { return true }
    return end.microseconds - now.microseconds > Int64(seconds) * 1_000_000
  }
}
