extension S3ObjectStore {
  /// The store at `s3://bucket/prefix`, with credentials found as AWS's own tools find them; nil
  /// where the text is no such place.
  public init?(place: String, environment variables: [String: String]) {
    let environment = AWSEnvironment(variables: variables, now: { Instant.machineNow })
    guard let location = try? StorageLocation(place, environment: environment) else { return nil }
    let client = HTTPClient.trusted()
    self.init(
      StorageClient(
        location: location,
        credentials: CredentialChain(environment: environment, client: client), client: client,
        now: environment.now))
  }
}
