import FoundationEssentials
public import Shared

/// Looks at one calendar and stores what has changed.
public struct SyncCalendar: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "calendar.sync", queue: "default", priority: 3, maxAttempts: 6, timeout: .seconds(300),
    uniqueScope: .whileUnfinished, concurrency: 4, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let settings: Settings
  private let outside: HTTPClient
  private let trusted: HTTPClient

  /// A handler that fetches URLs of people with `outside` and speaks to Google with `trusted`.
  public init(
    pool: PostgresPool, settings: Settings, outside: HTTPClient, trusted: HTTPClient
  ) {
    self.pool = pool
    self.settings = settings
    self.outside = outside
    self.trusted = trusted
  }

  /// The job for one calendar.
  public static func request(for account: CalendarAccount) -> JobRequest {
    let id = account.id.uuidString.lowercased()
    return JobRequest(
      kind, args: ["calendar_id": .string(id)], workspace: account.actor.workspace, uniqueKey: id)
  }

  /// Fetches first; what was found is stored with the end of the job. A fault that cannot pass ends
  /// the job and is noted on the calendar.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace,
      let id = job.args["calendar_id"]?.stringValue.flatMap({ UUID(uuidString: $0) })
    else { return .discard(JobFailure("bad_arguments", "no calendar is named", isFinal: true)) }
    guard let account = try await CalendarStore.account(id, workspace: workspace, in: pool) else {
      return .cancel(reason: "the calendar was removed")
    }
    do {
      let changes = try await look(account)
      return .done(
        result: ["stored": .int(Int64(changes.stored.count))],
        effects: { session in
          try await CalendarStore.apply(changes, to: account, in: session)
        })
    } catch let fault as CalendarFault {
      try await CalendarStore.fail(account, because: fault.description, in: pool)
      if fault.isPassing {
        return .retry(after: fault.wait, JobFailure(fault.code.rawValue, fault.description))
      }
      return .discard(JobFailure(fault.code.rawValue, fault.description, isFinal: true))
    }
  }

  private static let nowSQL = SQL("calendar_time", "select now() as now")

  /// What has changed since the last look; throws `tooLarge` where the calendar would hold more than
  /// ``CalendarLimits/calendarBytes``.
  func look(_ account: CalendarAccount) async throws -> CalendarChanges {
    let changes = try await changes(of: account)
    let new = changes.stored.reduce(0) { $0 + $1.body.utf8.count }
    guard new > 0, account.kind != .url else { return changes }
    let known =
      changes.isWhole
      ? 0
      : try await CalendarStore.bytes(
        of: account, besides: changes.stored.map(\.source) + changes.removed, in: pool)
    guard known + new <= CalendarLimits.calendarBytes else { throw CalendarFault(.tooLarge) }
    return changes
  }

  private func changes(of account: CalendarAccount) async throws -> CalendarChanges {
    let unchanged = CalendarChanges(sync: account.sync)
    let now =
      try await pool.queryRow(Self.nowSQL)?.get("now", as: Instant.self)
      ?? Instant(seconds: 0)
    switch account.kind {
    case .file: return unchanged
    case .url: return try await CalendarFeed(client: outside).look(account) ?? unchanged
    case .caldav:
      let known = try await CalendarStore.etags(of: account, in: pool)
      return try await CalDAVSource(client: try await caldav(account))
        .look(account, known: known, now: now)
    case .google:
      guard let service = GoogleService(settings: settings) else {
        throw CalendarFault(.notConfigured)
      }
      let known = try await CalendarStore.etags(of: account, in: pool)
      return try await GoogleSource(service: service, client: try await google(account, service))
        .look(account, known: Set(known.keys), now: now)
    }
  }

  /// The way to a calendar's CalDAV server.
  func caldav(_ account: CalendarAccount) async throws -> CalDAVClient {
    CalDAVClient(
      client: outside, credentials: (account.username ?? "", try await secret(of: account)),
      exceptions: settings[Settings.publicFetchAllow])
  }

  /// The way to a Google calendar.
  func google(_ account: CalendarAccount, _ service: GoogleService) async throws -> GoogleClient {
    GoogleClient(service, http: trusted, refreshToken: try await secret(of: account))
  }

  private func secret(of account: CalendarAccount) async throws -> String {
    guard let credential = account.credential else { throw CalendarFault(.notAllowed) }
    do {
      let bytes = try await CredentialVault(settings: settings)
        .secret(credential, workspace: account.actor.workspace, in: pool)
      return String(decoding: bytes, as: UTF8.self)
    } catch is CredentialError {
      throw CalendarFault(.notConfigured)
    }
  }
}
