import Ingest
import Shared

/// The routes of mail providers, as the settings have them.
struct ProviderWiring {
  private let settings: Settings
  private let intake: MailIntake
  private let pool: PostgresPool
  private let environment: [String: String]

  /// The routes on that door.
  init(
    _ settings: Settings, intake: MailIntake, pool: PostgresPool,
    environment: [String: String] = Settings.processEnvironment()
  ) {
    self.settings = settings
    self.intake = intake
    self.pool = pool
    self.environment = environment
  }

  /// Every provider's routes.
  var routes: [any RouteGroup] {
    let now: @Sendable () async throws -> Instant = { [pool] in
      try await InboundTokens.now(in: pool)
    }
    let sesTopics = settings[Settings.sesTopics]
    return [
      SendGridRoutes(
        basicAuth: settings[Settings.sendGridBasicAuth].map { BasicAuth($0) },
        key: settings[Settings.sendGridPublicKey].flatMap { Settings.publicKey($0) },
        door: door("mail_sendgrid"), now: now),
      MailgunRoutes(
        signingKey: settings[Settings.mailgunSigningKey],
        believesFindings: settings[Settings.mailgunFindings],
        door: door("mail_mailgun", finalStatus: 406), now: now),
      PostmarkRoutes(
        basicAuth: settings[Settings.postmarkBasicAuth].map { BasicAuth($0) },
        door: door("mail_postmark", finalStatus: 403)),
      SESRoutes(
        isConfigured: !sesTopics.isEmpty,
        verifier: SNSVerifier(topics: sesTopics, fetch: notificationFetch),
        buckets: Set(settings[Settings.sesBuckets]), fetchObject: objectFetch,
        door: door("mail_ses"), now: now),
    ]
  }

  private func door(_ source: String, finalStatus: Int? = nil) -> ProviderDoor {
    ProviderDoor(source: source, finalStatus: finalStatus, intake: intake)
  }

  /// Fetches from Amazon SNS; from the operator's own endpoint where AWS's tools would be sent there
  /// too (`AWS_ENDPOINT_URL_SNS`).
  private var notificationFetch: SNSVerifier.Fetch {
    let endpoint = environment["AWS_ENDPOINT_URL_SNS"].flatMap { $0.isEmpty ? nil : $0 }
    let client = endpoint == nil ? HTTPClient.public() : HTTPClient.trusted()
    return { url in
      let base = endpoint.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      var request = HTTPClientRequest(.get, base.map { $0 + url.target } ?? url.text)
      request.totalTimeout = .seconds(ProviderLimits.fetchSeconds)
      request.bodyLimit = ProviderLimits.certificateBytes
      request.redirects = 0
      let (response, body) = try await client.fetch(request)
      guard response.isSuccess else { throw SNSError.unavailable }
      return body
    }
  }

  /// Fetches from S3 in the topic's region, with AWS's usual environment.
  private var objectFetch: SESRoutes.FetchObject {
    let aws = AWSEnvironment(variables: environment, now: { Instant.machineNow })
    let client = HTTPClient.trusted()
    let credentials = CredentialChain(environment: aws, client: client)
    let endpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"]
    return { bucket, key, topic throws(AWSError) in
      guard let region = SNSMessage.region(of: topic) else { throw AWSError(.noRegion) }
      let location = StorageLocation(
        bucket: bucket, region: region, endpoint: endpoint.flatMap { $0.isEmpty ? nil : $0 })
      let storage = StorageClient(
        location: location, credentials: credentials, client: client,
        now: { Instant.machineNow })
      return try await storage.object(key, limit: MailLimits.messageBytes)
    }
  }
}
