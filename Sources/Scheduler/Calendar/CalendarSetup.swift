import FoundationEssentials
public import Shared

/// Adds calendars: checks the form, seals the secret, and has the first look enqueued.
public struct CalendarSetup: Sendable {
  private let settings: Settings
  private let pool: PostgresPool

  /// A setup under the operator's settings.
  public init(settings: Settings, pool: PostgresPool) {
    self.settings = settings
    self.pool = pool
  }

  /// Adds one calendar; throws ``PlanningError`` where something is missing or refused.
  ///
  /// `secret` is a password (CalDAV) or a refresh token (Google), `content` the text of a file.
  public func add(
    kind: CalendarAccount.Kind, name: String, address: String, username: String? = nil,
    secret: String? = nil, content: String? = nil, isBusy: Bool = true, writesBack: Bool = false,
    for actor: Actor
  ) async throws -> CalendarAccount {
    var account = CalendarAccount(
      kind: kind, name: String(name.prefix(PlanningLimits.nameCharacters)),
      address: kind == .google && address.isEmpty ? "primary" : address, actor: actor)
    account.username = username
    account.isBusy = isBusy
    account.writesBack = writesBack
    try check(account, secret: secret, content: content)
    let vault = try secret.map { _ in try Self.vault(settings) }
    let stored = account
    return try await pool.transaction { session in
      var account = stored
      if let secret, let vault {
        account.credential = try await vault.store(
          Array(secret.utf8), kind: kind.rawValue, name: account.id.uuidString, for: actor,
          in: session)
      }
      try await CalendarStore.add(account, in: session)
      if let content {
        try await CalendarStore.apply(
          CalendarChanges(
            stored: [
              CalendarResource(
                source: "", etag: nil, body: ICalendar.text(of: Array(content.utf8)))
            ], isWhole: true, sync: [:]),
          to: account, in: session)
      } else {
        try await JobQueue.enqueue(SyncCalendar.request(for: account), in: session)
      }
      if account.writesBack {
        try await JobQueue.enqueue(WriteCalendar.request(for: actor), in: session)
      }
      return account
    }
  }

  /// The collections that a CalDAV address leads to, with their names.
  public func discover(
    _ address: String, username: String, password: String
  ) async throws -> [(address: String, name: String)] {
    let allowed = settings[Settings.publicFetchAllow]
    let client = CalDAVClient(
      client: .public(allowing: allowed), credentials: (username, password), exceptions: allowed)
    do {
      return try await client.discover(address).map { ($0.address, $0.name) }
    } catch let fault as CalendarFault {
      throw PlanningError(.invalid, field: "address", fault.description)
    }
  }

  private static func vault(_ settings: Settings) throws -> CredentialVault {
    do {
      return try CredentialVault(settings: settings)
    } catch CredentialError.noSecret {
      throw PlanningError(.unavailable, CredentialError.noSecret.description)
    }
  }

  private func check(
    _ account: CalendarAccount, secret: String?, content: String?
  ) throws(PlanningError) {
    switch account.kind {
    case .file:
      guard let content, CalendarFeed.isCalendar(Array(content.utf8.prefix(2_048))) else {
        throw PlanningError(.invalid, field: "content", "iCalendar text is expected")
      }
    case .url: try checkURL(account)
    case .caldav:
      try checkURL(account)
      guard account.username != nil, secret != nil else {
        throw PlanningError(.invalid, field: "password", "user name and password are expected")
      }
    case .google:
      guard GoogleService(settings: settings) != nil else {
        throw PlanningError(.unavailable, "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set")
      }
      guard secret != nil else {
        throw PlanningError(.invalid, field: "refresh_token", "a refresh token is expected")
      }
    }
    if account.writesBack, account.kind == .file || account.kind == .url {
      throw PlanningError(
        .invalid, field: "write_back", "this kind of calendar cannot be written to")
    }
  }

  private func checkURL(_ account: CalendarAccount) throws(PlanningError) {
    let text = CalendarFeed.address(account.address)
    guard let url = try? WebURL(text), !url.hasCredentials else {
      throw PlanningError(
        .invalid, field: "address", "an https address without a password in it is expected")
    }
  }
}
