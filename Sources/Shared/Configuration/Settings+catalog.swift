extension Settings {
  /// Every setting there is, in the order of `docs/configuration.md`.
  public static let all: [any SettingDescription] = [
    dataDirectorySetting, objectStore, modelDirectory, environmentFile,
    databaseURL, databasePoolSize, databasePoolWait, databaseConnectTimeout,
    databaseStatementTimeout, databasePreparedStatements,
    listen, adminListen, publicURL, allowedOrigins, trustedProxies, mailTrustedServers,
    mailsPerAddress, mailsPerSender, smtpURL, mailFrom,
    sendGridBasicAuth, sendGridPublicKey, mailgunSigningKey, mailgunFindings, postmarkBasicAuth,
    sesTopics, sesBuckets, mailboxPollInterval, mailboxIdle,
    mailboxTokenURL, mailboxClientID, mailboxClientSecret, mailboxScope,
    workerConcurrency, heartbeatTimeout, drainTimeout, recurrenceFinest, recurrenceMissed,
    rawRetentionDays,
    jsonWebTokenSecret, appSecret, appSecretPrevious,
    publicFetchAllow, googleClientID, googleClientSecret, googleRedirectURL, googleEndpoint,
    qdrantURL, qdrantKey, embedder, bedrockEmbedder, vectorCache, searchHalfLife, languageModel,
    modelDailyTokens, modelPrices, bedrockRates, promptsDirectory,
    quickAddPolicy,
    traceEndpoint, traceHeaders, serviceName,
    logLevel, logFormat,
    testDatabaseURL, testPython, postgresBinaries, fuzz,
  ]

  /// Settings that are agreed on but that no part of this version reads; `fractal doctor` says so
  /// where one is set.
  public static let unread: Set<String> = []

  // MARK: Storage

  /// The folder of everything that must survive.
  public static let dataDirectorySetting = Setting<String?>(
    "FRACTAL_DATA_DIR", .storage, default: nil,
    summary: "folder of the embedded PostgreSQL and of stored mails and attachments; "
      + "default /var/lib/fractal for root, ~/.local/share/fractal for others",
    expectation: "an absolute path", isAllowed: { $0?.hasPrefix("/") ?? true })

  /// Where raw inputs and attachments are kept.
  public static let objectStore = Setting<String>(
    "OBJECT_STORE", .storage, default: "folder",
    summary: "where raw inputs and attachments are kept: 'folder' (objects/ in the data "
      + "directory), 'folder:/absolute/path', or 's3://bucket/prefix' with AWS's usual "
      + "environment for credentials, region and endpoint",
    expectation: "'folder', 'folder:/absolute/path' or 's3://bucket/prefix'",
    isAllowed: {
      $0 == "folder" || $0.hasPrefix("folder:/") || StorageLocation.isValid($0)
    })

  /// Where the files of the in-process embedding model are.
  public static let modelDirectory = Setting<String?>(
    "FRACTAL_MODEL_DIR", .storage, default: nil,
    summary: "folder of the in-process embedding model's files; default models/minilm-l6-v2 in "
      + "the data directory",
    expectation: "an absolute path", isAllowed: { $0?.hasPrefix("/") ?? true })

  /// The file with further settings.
  public static let environmentFile = Setting<String?>(
    "FRACTAL_ENV_FILE", .storage, default: nil,
    summary: "file of further settings, in place of .env in the current directory; "
      + "read from the environment only")

  // MARK: Database

  /// The database; nothing means the embedded PostgreSQL.
  public static let databaseURL = Setting<String?>(
    "DATABASE_URL", .database, default: nil, isSecret: true,
    summary: "the PostgreSQL database; without it the embedded one in the data directory",
    expectation: "a connection URL such as postgresql://user@host:5432/name?sslmode=require",
    isAllowed: {
      $0.map { $0.hasPrefix("postgresql://") || $0.hasPrefix("postgres://") } ?? true
    })

  /// How many connections this process opens.
  public static let databasePoolSize = Setting<Int>(
    "DATABASE_POOL_SIZE", .database, default: 10, in: 1...200,
    summary: "connections that one process opens at most, listeners not counted")

  /// How long a caller waits for a free connection.
  public static let databasePoolWait = Setting<Duration>(
    "DATABASE_POOL_WAIT_SECONDS", .database, default: .seconds(5),
    in: .milliseconds(10)...Duration.seconds(300),
    summary: "seconds a caller waits for a free connection before it fails")

  /// How long opening a connection may take.
  public static let databaseConnectTimeout = Setting<Duration>(
    "DATABASE_CONNECT_TIMEOUT_SECONDS", .database, default: .seconds(5),
    in: .milliseconds(100)...Duration.seconds(300),
    summary: "seconds that opening a connection may take")

  /// How long one statement may take.
  public static let databaseStatementTimeout = Setting<Duration>(
    "DATABASE_STATEMENT_TIMEOUT_SECONDS", .database, default: .seconds(30),
    in: .milliseconds(100)...Duration.seconds(3600),
    summary: "seconds that one statement may take")

  /// Whether connections keep statements prepared.
  public static let databasePreparedStatements = Setting<Bool>(
    "DATABASE_PREPARED_STATEMENTS", .database, default: true,
    summary:
      "keep statements prepared on each connection; false behind PgBouncer's transaction mode"
  )

  // MARK: Server

  /// Where the API listens.
  public static let listen = Setting<SocketAddress>(
    "LISTEN", .server, default: SocketAddress(host: "127.0.0.1", port: 8080),
    summary: "where the API listens; TLS ends at a reverse proxy in front of it",
    expectation: listenExpectation, isAllowed: { IPAddress($0.host) != nil })

  /// Where health and metrics are served.
  public static let adminListen = Setting<SocketAddress>(
    "ADMIN_LISTEN", .server, default: SocketAddress(host: "127.0.0.1", port: 8081),
    summary: "where /healthz, /readyz and /metrics are served, without authentication",
    expectation: listenExpectation, isAllowed: { IPAddress($0.host) != nil })

  /// How browsers reach the API.
  public static let publicURL = Setting<String?>(
    "PUBLIC_URL", .server, default: nil,
    summary: "how browsers reach the API, for links to pages; cookies are Secure where it is https",
    expectation: "an http or https URL without a path",
    isAllowed: { $0.map { WebOrigin.isOrigin($0, schemes: ["http", "https"]) } ?? true })

  /// Which pages and extensions may call the API from a browser.
  public static let allowedOrigins = Setting<[String]>(
    "ALLOWED_ORIGINS", .server, default: [],
    summary: "origins of web apps and browser extensions that may read the API's answers (CORS)",
    expectation:
      "origins such as https://app.example.org or chrome-extension://ID, comma-separated",
    isAllowed: { $0.allSatisfy { WebOrigin.isOrigin($0) } })

  /// Whose `X-Forwarded-For` is believed.
  public static let trustedProxies = Setting<[AddressRange]>(
    "TRUSTED_PROXIES", .server, default: [],
    summary: "addresses of reverse proxies whose X-Forwarded-For counts")

  /// Whose findings about a mail's sender count.
  public static let mailTrustedServers = Setting<[String]>(
    "MAIL_TRUSTED_SERVERS", .server, default: [],
    summary: "names (authserv-id) of the mail servers whose Authentication-Results count; "
      + "they must remove such fields from mail that comes from outside")

  /// How many mails one address takes.
  public static let mailsPerAddress = Setting<Int>(
    "MAIL_PER_ADDRESS_HOUR", .server, default: 5_000, in: 1...1_000_000,
    summary: "mails that one inbound address takes in an hour; more are asked to come later")

  /// How many mails one sender may send to an address.
  public static let mailsPerSender = Setting<Int>(
    "MAIL_PER_SENDER_HOUR", .server, default: 2_000, in: 1...1_000_000,
    summary: "mails that one inbound address takes from the same sender in an hour")

  /// Where notices to senders are handed in.
  public static let smtpURL = Setting<String?>(
    "SMTP_URL", .services, default: nil, isSecret: true,
    summary: "the mail server that takes notices to senders; without it none are sent",
    expectation: "smtp://user:password@host:587 or smtps://host:465",
    isAllowed: { $0.map { $0.hasPrefix("smtp://") || $0.hasPrefix("smtps://") } ?? true })

  /// Whom notices come from.
  public static let mailFrom = Setting<String?>(
    "MAIL_FROM", .services, default: nil,
    summary: "the address that notices to senders come from",
    expectation: "an address such as fractal@example.net",
    isAllowed: { $0.map { SMTPClient.isAddress($0) } ?? true })

  /// How quick add reads what people read differently.
  public static let quickAddPolicy = Setting<String?>(
    "QUICK_ADD_POLICY", .services, default: nil,
    summary: "how quick add reads what people read differently; docs/quick-add.md has the table",
    expectation: "choices such as date_order=dmy,next_weekday=nearest,language=de")

  // MARK: Worker

  /// How many jobs run at once.
  public static let workerConcurrency = Setting<Int>(
    "WORKER_CONCURRENCY", .worker, default: 8, in: 1...256,
    summary: "jobs that one worker process runs at once")

  /// When a silent worker's jobs are taken over.
  public static let heartbeatTimeout = Setting<Duration>(
    "HEARTBEAT_TIMEOUT_SECONDS", .worker, default: .seconds(30),
    in: .milliseconds(500)...Duration.seconds(3600),
    summary: "seconds without a sign of life after which a worker's jobs are taken over; "
      + "the same for all workers of one database")

  /// How long a stop waits for running work.
  public static let drainTimeout = Setting<Duration>(
    "DRAIN_TIMEOUT_SECONDS", .worker, default: .seconds(15),
    in: .zero...Duration.seconds(600),
    summary: "seconds that a stop waits for running jobs and requests before it cuts them off")

  /// The most frequent repetition of tasks and calendar entries.
  public static let recurrenceFinest = Setting<String>(
    "RECURRENCE_FINEST", .worker, default: "hourly",
    oneOf: ["daily", "hourly", "minutely", "secondly"],
    summary: "the most frequent repetition of tasks and calendar entries; of a rule that repeats "
      + "more often, the first instance of each day, hour or minute counts")

  /// What becomes of the occurrences of a task that passed before it was completed.
  public static let recurrenceMissed = Setting<String>(
    "RECURRENCE_MISSED", .worker, default: "each", oneOf: ["each", "skip"],
    summary: "occurrences that passed before a recurring task was completed: each comes next in "
      + "its turn, or they are skipped")

  /// How long raw mails and captures are kept.
  public static let rawRetentionDays = Setting<Int>(
    "RAW_RETENTION_DAYS", .storage, default: InputLimits.retentionDays, in: 1...36_500,
    summary: "days for which raw mails and captured pages are kept; their tasks stay")

  // MARK: Secrets

  /// The app's key for signing JSON Web Tokens.
  public static let jsonWebTokenSecret = Setting<String?>(
    "JWT_SECRET", .secrets, default: nil, isSecret: true,
    summary: "the app's HS256 key, in base64; without it only API tokens are accepted",
    expectation: "base64 of at least \(ConfigurationLimits.secretBytes) bytes",
    isAllowed: {
      $0.map { Base64Shape.byteCount($0) ?? 0 >= ConfigurationLimits.secretBytes } ?? true
    })

  /// The key under which stored credentials are sealed.
  public static let appSecret = Setting<String?>(
    "APP_SECRET", .secrets, default: nil, isSecret: true,
    summary: "the secret that seals stored credentials",
    expectation: "at least \(ConfigurationLimits.secretBytes) bytes",
    isAllowed: { ($0?.utf8.count).map { $0 >= ConfigurationLimits.secretBytes } ?? true })

  /// The key that was in force before ``appSecret``.
  public static let appSecretPrevious = Setting<String?>(
    "APP_SECRET_PREVIOUS", .secrets, default: nil, isSecret: true,
    summary: "the APP_SECRET before the present one, while 'fractal credentials rotate' is due",
    expectation: "at least \(ConfigurationLimits.secretBytes) bytes",
    isAllowed: { ($0?.utf8.count).map { $0 >= ConfigurationLimits.secretBytes } ?? true })

  // MARK: Services

  /// The Google OAuth client for calendars.
  public static let googleClientID = Setting<String?>(
    "GOOGLE_CLIENT_ID", .services, default: nil,
    summary: "the OAuth client of Google calendars; without it none can be added")

  /// The secret of the Google OAuth client.
  public static let googleClientSecret = Setting<String?>(
    "GOOGLE_CLIENT_SECRET", .services, default: nil, isSecret: true,
    summary: "the secret of the OAuth client of Google calendars")

  /// Where Google sends people back to.
  public static let googleRedirectURL = Setting<String?>(
    "GOOGLE_REDIRECT_URL", .services, default: nil,
    summary: "the public URL of /v1/calendars/google/callback, as registered at Google",
    expectation: "an http or https URL", isAllowed: { isWebURL($0) })

  /// Where Google's services are.
  public static let googleEndpoint = Setting<String>(
    "GOOGLE_ENDPOINT", .services, default: "",
    summary: "a server that stands in for Google's sign-in and calendars; empty for Google's own",
    expectation: "an http or https URL", isAllowed: { $0.isEmpty || isWebURL($0) })

  /// Private addresses that may be fetched all the same.
  public static let publicFetchAllow = Setting<[SocketAddress]>(
    "PUBLIC_FETCH_ALLOW", .services, default: [],
    summary: "host:port pairs of private addresses that may be fetched for a user all the same")

  /// The vector index.
  public static let qdrantURL = Setting<String?>(
    "QDRANT_URL", .services, default: nil,
    summary: "a Qdrant server as vector index; without it PostgreSQL's exact search",
    expectation: "an http or https URL", isAllowed: { isWebURL($0) })

  /// What Qdrant wants to be shown.
  public static let qdrantKey = Setting<String?>(
    "QDRANT_API_KEY", .services, default: nil, isSecret: true,
    summary: "the key of the Qdrant server, where it has one")

  /// What turns texts into vectors.
  public static let embedder = Setting<String>(
    "EMBEDDER", .services, default: "minilm", oneOf: ["minilm", "bedrock", "none"],
    summary: "what turns texts into vectors: in-process MiniLM, Amazon Bedrock, or nothing, so "
      + "that only words are compared")

  /// Bedrock's model for vectors.
  public static let bedrockEmbedder = Setting<String>(
    "BEDROCK_EMBEDDER", .services, default: "amazon.titan-embed-text-v2:0/512",
    summary: "the model of EMBEDDER=bedrock, with a slash the length of its vectors: 256, 512 or "
      + "1024 for Titan V2; another model or length takes effect with 'fractal reindex'")

  /// What exact search keeps in memory.
  public static let vectorCache = Setting<Int>(
    "VECTOR_CACHE_MB", .services, default: 256, in: 1...1_000_000,
    summary: "megabytes of vectors and words that one process keeps for exact search; a larger "
      + "workspace is read from the database for each question")

  /// How soon older tasks count less.
  public static let searchHalfLife = Setting<Int>(
    "SEARCH_HALF_LIFE_DAYS", .services, default: 30, in: 1...36_500,
    summary: "days after which a task counts half as much as a neighbour, all else being equal")

  /// The language model.
  public static let languageModel = Setting<String?>(
    "LANGUAGE_MODEL", .services, default: nil,
    summary: "the language model; without it the deterministic result stands",
    expectation: "'bedrock:' and a model id", isAllowed: { $0?.hasPrefix("bedrock:") ?? true })

  /// What a workspace may use of language models in a day.
  public static let modelDailyTokens = Setting<Int>(
    "MODEL_DAILY_TOKENS", .services, default: 500_000, in: 0...1_000_000_000,
    summary: "tokens of language models that a workspace may use in a day, unless "
      + "'fractal usage' gave it a budget of its own")

  /// What models cost.
  public static let modelPrices = Setting<[String]>(
    "MODEL_PRICES", .services, default: [],
    summary: "US dollars for a million tokens in and out, as MODEL=IN/OUT; without it no cost "
      + "is counted",
    expectation: "a list of MODEL=IN/OUT",
    isAllowed: { $0.allSatisfy { ModelPrice($0) != nil } })

  /// What the account may ask of models.
  public static let bedrockRates = Setting<[String]>(
    "BEDROCK_RATES", .services, default: [],
    summary: "requests and tokens that all processes together send a model in a minute, as "
      + "MODEL=REQUESTS/TOKENS; either number may be missing",
    expectation: "a list of MODEL=REQUESTS/TOKENS",
    isAllowed: { $0.allSatisfy { ModelRate($0) != nil } })

  /// The operator's own prompts.
  public static let promptsDirectory = Setting<String?>(
    "PROMPTS_DIR", .services, default: nil,
    summary: "folder whose prompt files take the place of the built-in ones",
    expectation: "an absolute path", isAllowed: { $0?.hasPrefix("/") ?? true })

  // MARK: Logging

  /// The least severe level that is written.
  public static let logLevel = Setting<LogLevel>(
    "LOG_LEVEL", .logging, default: .info,
    summary: "the least severe level that is written to standard error")

  /// How log lines look.
  public static let logFormat = Setting<String>(
    "LOG_FORMAT", .logging, default: "auto", oneOf: ["auto", "json", "text"],
    summary: "how log lines look: JSON, text, or text on a terminal and JSON elsewhere")

  // MARK: Development

  /// The server on which tests make their databases.
  public static let testDatabaseURL = Setting<String?>(
    "FRACTAL_TEST_DATABASE_URL", .development, default: nil, isSecret: true,
    summary: "server on which tests make their databases; without it they start their own")

  /// A Python with the programs that tests compare us with.
  public static let testPython = Setting<String?>(
    "FRACTAL_TEST_PYTHON", .development, default: nil,
    summary: "Python with the packages of Tests/requirements.txt, for tests that compare")

  /// Where the embedded PostgreSQL's programs are.
  public static let postgresBinaries = Setting<String?>(
    "PG_BIN", .development, default: nil,
    summary: "folder of initdb, pg_ctl and postgres for the embedded PostgreSQL; else they are "
      + "looked for",
    expectation: "an absolute path", isAllowed: { $0?.hasPrefix("/") ?? true })

  /// Whether the package declares its fuzz targets.
  public static let fuzz = Setting<String?>(
    "FRACTAL_FUZZ", .development, default: nil,
    summary: "1 while building: the package declares its fuzz targets",
    expectation: "1", isAllowed: { $0.map { $0 == "1" } ?? true })

  private static let listenExpectation = "ADDRESS:PORT such as 127.0.0.1:8080 or [::]:8080"

  private static func isWebURL(_ text: String?) -> Bool {
    guard let text else { return true }
    return text.hasPrefix("http://") || text.hasPrefix("https://")
  }
}
