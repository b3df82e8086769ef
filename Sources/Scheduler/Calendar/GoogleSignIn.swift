import FoundationEssentials
public import Shared

/// Signing in at Google by the code flow with state and PKCE (RFC 6749, RFC 7636).
public struct GoogleSignIn: Sendable {
  private let service: GoogleService
  private let http: HTTPClient
  private let pool: PostgresPool
  private let settings: Settings

  /// The sign-in of the operator's settings; throws `unavailable` where no client is set.
  public init(settings: Settings, http: HTTPClient, pool: PostgresPool) throws(PlanningError) {
    guard let service = GoogleService(settings: settings), service.redirectURL != nil else {
      throw PlanningError(
        .unavailable, "GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET and GOOGLE_REDIRECT_URL are not set")
    }
    self.service = service
    self.http = http
    self.pool = pool
    self.settings = settings
  }

  private static let beginSQL = SQL(
    "begin_calendar_signin",
    """
    insert into pipeline.calendar_signins (state_hash, workspace_id, user_id, name, address,
      writes_back, verifier, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8))
    """)

  private static let endSQL = SQL(
    "end_calendar_signin",
    """
    delete from pipeline.calendar_signins where state_hash = $1
    returning workspace_id, user_id, name, address, writes_back, verifier, expires_at > now() as fresh
    """)

  private static let sweepSQL = SQL(
    "sweep_calendar_signins", "delete from pipeline.calendar_signins where expires_at < now()")

  /// Begins a sign-in; returns where the person's browser is to go.
  public func begin(
    for actor: Actor, name: String, address: String, writesBack: Bool
  ) async throws -> String {
    try await Permissions.require(actor, in: pool)
    let state = Hex.encode(SecureRandom.bytes(24))
    let verifier = Hex.encode(SecureRandom.bytes(32))
    try await pool.pipeline { batch in
      batch.add(Self.sweepSQL, [])
      batch.add(
        Self.beginSQL,
        [
          SHA256.digest(of: state), actor.workspace, actor.user, name, address, writesBack,
          verifier, Int32(CalendarLimits.signInMinutes),
        ])
    }
    let scope =
      "https://www.googleapis.com/auth/calendar.events"
      + (writesBack ? "" : ".readonly")
    let fields = [
      ("client_id", service.clientID), ("redirect_uri", service.redirectURL ?? ""),
      ("response_type", "code"), ("scope", scope), ("access_type", "offline"),
      ("prompt", "consent"), ("state", state),
      ("code_challenge", Self.challenge(of: verifier)), ("code_challenge_method", "S256"),
    ]
    let query = fields.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    return "\(service.consentURL)?\(query)"
  }

  /// S256 of RFC 7636 section 4.2: base64url of the digest, without padding.
  static func challenge(of verifier: String) -> String {
    Base64.encode(SHA256.digest(of: verifier)).replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }

  /// Ends a sign-in with what Google has sent the browser back with; returns the new calendar.
  ///
  /// A state works once. Throws `notFound` for one that is unknown or too old.
  public func end(state: String, code: String) async throws -> CalendarAccount {
    guard let row = try await pool.queryRow(Self.endSQL, [SHA256.digest(of: state)]),
      try row.get("fresh", as: Bool.self)
    else { throw PlanningError(.notFound, "this sign-in is unknown or has ended") }
    let json: JSONValue
    do {
      json = try await GoogleClient.exchange(
        [
          ("grant_type", "authorization_code"), ("code", code),
          ("code_verifier", try row.get("verifier", as: String.self)),
          ("redirect_uri", service.redirectURL ?? ""),
        ], service, http)
    } catch let fault as CalendarFault {
      throw PlanningError(.invalid, field: "code", fault.description)
    }
    guard let token = json["refresh_token"]?.stringValue else {
      throw PlanningError(.invalid, field: "code", "Google gave no lasting permission")
    }
    let actor = Actor(
      user: try row.get("user_id", as: UUID.self),
      workspace: try row.get("workspace_id", as: UUID.self))
    return try await CalendarSetup(settings: settings, pool: pool).add(
      kind: .google, name: try row.get("name"), address: try row.get("address"), secret: token,
      writesBack: try row.get("writes_back"), for: actor)
  }
}
