/// The endpoint that ECS and EKS give a container: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or
/// `_FULL_URI`, with a token where one is named.
struct ContainerCredentials: CredentialSource {
  /// Where they stand.
  let environment: AWSEnvironment
  /// Who asks.
  let client: HTTPClient

  /// Hosts that may be asked without TLS: loopback and the two agents.
  private static let plainHosts: Set<String> = [
    "169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost",
  ]

  /// The container's credentials; nil where no endpoint is named.
  func credentials() async throws(AWSError) -> AWSCredentials? {
    let place: String
    if let path = environment.value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      place = "http://169.254.170.2\(path)"
    } else if let whole = environment.value("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
      place = whole
    } else {
      return nil
    }
    guard let url = try? WebURL(place), url.scheme == "https" || Self.isNear(url.host) else {
      throw AWSError(.malformedConfiguration)
    }
    var headers = HTTPHeaders()
    if let token = try authorization() { headers.add("Authorization", token) }
    return try await MetadataDocument.fetch(place, headers: headers, client: client)
  }

  private func authorization() throws(AWSError) -> String? {
    if let file = environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      guard let bytes = environment.readFile(file) else { throw AWSError(.malformedConfiguration) }
      return String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
    }
    return environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN")
  }

  private static func isNear(_ host: String) -> Bool {
    guard !plainHosts.contains(host) else { return true }
    guard let address = IPAddress(host)?.unmapped else { return false }
    return address == IPAddress("::1")
      || AddressRange("127.0.0.0/8")?.contains(address) == true
  }
}
