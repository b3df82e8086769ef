extension Settings {
  // MARK: Providers

  /// What SendGrid shows as user and password.
  public static let sendGridBasicAuth = Setting<String?>(
    "SENDGRID_BASIC_AUTH", .mail, default: nil, isSecret: true,
    summary: "user:password that SendGrid's Inbound Parse has in its URL",
    expectation: basicAuthExpectation, isAllowed: { isBasicAuth($0) })

  /// The key with which SendGrid's signatures are checked.
  public static let sendGridPublicKey = Setting<String?>(
    "SENDGRID_PUBLIC_KEY", .mail, default: nil,
    summary: "the public key of SendGrid's security policy, with which its signatures are checked",
    expectation: "base64 of a key such as SendGrid shows it",
    isAllowed: { $0.map { publicKey($0) != nil } ?? true })

  /// The key that a text from SendGrid's settings holds; nil where it is none.
  public static func publicKey(_ text: String) -> PublicKey? {
    Base64.decode(text).flatMap {
      try? PublicKey(subjectPublicKeyInfo: $0, algorithm: .ecdsaP256)
    }
  }

  /// The key of Mailgun's signatures.
  public static let mailgunSigningKey = Setting<String?>(
    "MAILGUN_SIGNING_KEY", .mail, default: nil, isSecret: true,
    summary: "Mailgun's HTTP webhook signing key, with which its requests are checked")

  /// Whether what Mailgun writes into mail counts.
  public static let mailgunFindings = Setting<Bool>(
    "MAILGUN_FINDINGS", .mail, default: false,
    summary: "believe the X-Mailgun fields about DKIM and SPF; only where the domain's spam filter "
      + "is on, so that Mailgun writes them into every mail")

  /// What Postmark shows as user and password.
  public static let postmarkBasicAuth = Setting<String?>(
    "POSTMARK_BASIC_AUTH", .mail, default: nil, isSecret: true,
    summary: "user:password that Postmark's inbound webhook has in its URL",
    expectation: basicAuthExpectation, isAllowed: { isBasicAuth($0) })

  /// Topics whose notifications count.
  public static let sesTopics = Setting<[String]>(
    "SES_TOPIC_ARNS", .mail, default: [],
    summary: "ARNs of the Amazon SNS topics whose notifications of received mail are taken",
    expectation: "a list between commas of ARNs such as arn:aws:sns:eu-west-1:123456789012:mail",
    isAllowed: { $0.allSatisfy { $0.hasPrefix("arn:") && $0.split(separator: ":").count == 6 } })

  /// Buckets from which mail is fetched.
  public static let sesBuckets = Setting<[String]>(
    "SES_BUCKETS", .mail, default: [],
    summary: "names of the S3 buckets from which mail received by Amazon SES is fetched, with "
      + "AWS's usual environment for credentials")

  // MARK: Mailboxes

  /// How often mailboxes are looked into.
  public static let mailboxPollInterval = Setting<Duration>(
    "IMAP_POLL_SECONDS", .mail, default: .seconds(60), in: .seconds(1)...Duration.seconds(86_400),
    summary: "seconds between two looks into an IMAP mailbox")

  /// Whether servers are asked to tell of new mail.
  public static let mailboxIdle = Setting<Bool>(
    "IMAP_IDLE", .mail, default: true,
    summary: "keep a connection to each mailbox whose server tells of new mail (IDLE), so that it "
      + "is read at once; where there are more mailboxes than readers, they are polled")

  /// Where access tokens for mailboxes come from.
  public static let mailboxTokenURL = Setting<String?>(
    "IMAP_OAUTH_TOKEN_URL", .mail, default: nil,
    summary: "the OAuth token endpoint for mailboxes that were added with a refresh token",
    expectation: "an https URL, or http on the same machine",
    isAllowed: { isTokenURL($0) })

  /// The OAuth client for mailboxes.
  public static let mailboxClientID = Setting<String?>(
    "IMAP_OAUTH_CLIENT_ID", .mail, default: nil,
    summary: "the OAuth client that the refresh tokens of mailboxes were given to")

  /// The secret of the OAuth client for mailboxes.
  public static let mailboxClientSecret = Setting<String?>(
    "IMAP_OAUTH_CLIENT_SECRET", .mail, default: nil, isSecret: true,
    summary: "the secret of that client, where it has one")

  /// What access tokens for mailboxes are asked for.
  public static let mailboxScope = Setting<String?>(
    "IMAP_OAUTH_SCOPE", .mail, default: nil,
    summary: "the scope that is asked for with each access token, where the service wants one")

  private static func isTokenURL(_ text: String?) -> Bool {
    guard let text else { return true }
    guard let url = try? WebURL(text), !url.hasCredentials else { return false }
    return url.scheme == "https" || ["127.0.0.1", "localhost", "::1"].contains(url.host)
  }

  private static let basicAuthExpectation = "user:password"

  private static func isBasicAuth(_ text: String?) -> Bool {
    guard let text else { return true }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
  }
}
