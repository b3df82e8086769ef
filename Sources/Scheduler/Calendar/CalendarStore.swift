public import FoundationEssentials
public import Shared

/// Calendars in the database.
public enum CalendarStore {
  private static let columns =
    """
    c.id, c.workspace_id, c.user_id, c.kind, c.name, c.address, c.username, c.credential_id,
      c.is_busy, c.writes_back, c.sync, c.synced_at, c.problem
    """

  private static let insertSQL = SQL(
    "insert_calendar",
    """
    insert into pipeline.calendars (id, workspace_id, user_id, kind, name, address, username,
      credential_id, is_busy, writes_back)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    """)

  private static let countSQL = SQL(
    "count_calendars",
    "select count(*) as n from pipeline.calendars where workspace_id = $1 and user_id = $2")

  private static let listSQL = SQL(
    "list_calendars",
    """
    select \(columns) from pipeline.calendars c
    where c.workspace_id = $1 and c.user_id = $2 order by c.created_at, c.id
    """)

  private static let readSQL = SQL(
    "read_calendar",
    "select \(columns) from pipeline.calendars c where c.id = $1 and c.workspace_id = $2")

  private static let deleteSQL = SQL(
    "delete_calendar",
    """
    delete from pipeline.calendars where id = $1 and workspace_id = $2 and user_id = $3
    returning credential_id
    """)

  private static let storeSQL = SQL(
    "store_calendar_events",
    """
    insert into pipeline.calendar_events as e (calendar_id, workspace_id, source, etag, body)
    select $1, $2, s, g, b from unnest($3::text[], $4::text[], $5::text[]) as t (s, g, b)
    on conflict (calendar_id, source) do update set etag = excluded.etag, body = excluded.body,
      updated_at = now()
    where e.body is distinct from excluded.body or e.etag is distinct from excluded.etag
    """)

  private static let removeSQL = SQL(
    "remove_calendar_events",
    """
    delete from pipeline.calendar_events
    where calendar_id = $1 and workspace_id = $2
      and (source = any($3::text[])) <> $4
    """)

  private static let syncedSQL = SQL(
    "calendar_synced",
    """
    update pipeline.calendars set sync = $3, synced_at = now(), problem = null, failures = 0,
      updated_at = now()
    where id = $1 and workspace_id = $2
    """)

  private static let changeSQL = SQL(
    "lock_calendar",
    "select id from pipeline.calendars where id = $1 and workspace_id = $2 for update")

  private static let holdSQL = SQL(
    "hold_calendars",
    """
    select id from pipeline.calendars where workspace_id = $1 and user_id = $2
    order by id for share
    """)

  private static let failedSQL = SQL(
    "calendar_failed",
    """
    update pipeline.calendars set problem = $3, failures = failures + 1, updated_at = now()
    where id = $1 and workspace_id = $2
    """)

  private static let bodiesSQL = SQL(
    "read_calendar_bodies",
    """
    select e.calendar_id, e.body from pipeline.calendar_events e
    join pipeline.calendars c on c.id = e.calendar_id and c.workspace_id = e.workspace_id
    where c.workspace_id = $1 and c.user_id = $2 and c.is_busy
    order by e.calendar_id, e.source
    """)

  private static let etagsSQL = SQL(
    "read_calendar_etags",
    """
    select source, etag from pipeline.calendar_events
    where calendar_id = $1 and workspace_id = $2
    """)

  /// Stores a new calendar. Throws where the actor has too many, or may not act in the workspace.
  public static func add(
    _ account: CalendarAccount, in session: any PostgresSession
  ) async throws {
    let actor = account.actor
    try await Permissions.require(actor, in: session)
    let known = try await session.queryRow(countSQL, [actor.workspace, actor.user])
    guard try known?.get("n", as: Int64.self) ?? 0 < CalendarLimits.calendars else {
      throw PlanningError(.invalid, "these are too many calendars")
    }
    try await session.execute(
      insertSQL,
      [
        account.id, actor.workspace, actor.user, account.kind.rawValue, account.name,
        account.address, account.username, account.credential, account.isBusy, account.writesBack,
      ])
  }

  /// The actor's calendars, the oldest first.
  public static func list(
    for actor: Actor, in session: any PostgresSession
  ) async throws -> [CalendarAccount] {
    try await Permissions.require(actor, in: session)
    return try await session.query(listSQL, [actor.workspace, actor.user]).map(account)
  }

  /// A calendar of a workspace; nil where there is none.
  static func account(
    _ id: UUID, workspace: UUID, in session: any PostgresSession
  ) async throws -> CalendarAccount? {
    try await session.queryRow(readSQL, [id, workspace]).map(account)
  }

  /// Removes a calendar with all that was fetched from it and its credential. Throws `notFound`.
  public static func remove(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws {
    try await Permissions.require(actor, in: session)
    guard
      let row = try await session.queryRow(deleteSQL, [id, actor.workspace, actor.user])
    else { throw PlanningError(.notFound, "there is no such calendar") }
    if let credential = try row.get("credential_id", as: UUID?.self) {
      try await CredentialVault.remove(credential, workspace: actor.workspace, in: session)
    }
  }

  /// Waits for looks that are being written, and lets none be written until the transaction ends.
  static func hold(for actor: Actor, in session: any PostgresSession) async throws {
    try await session.execute(holdSQL, [actor.workspace, actor.user])
  }

  /// Writes what a look found; acceptances of plans wait for the end of the transaction.
  static func apply(
    _ changes: CalendarChanges, to account: CalendarAccount, in session: any PostgresSession
  ) async throws {
    let workspace = account.actor.workspace
    let stored = changes.stored
    try await session.execute(changeSQL, [account.id, workspace])
    try await session.pipeline { batch in
      if changes.isWhole {
        batch.add(removeSQL, [account.id, workspace, stored.map(\.source), true])
      } else if !changes.removed.isEmpty {
        batch.add(removeSQL, [account.id, workspace, changes.removed, false])
      }
      if !stored.isEmpty {
        batch.add(
          storeSQL,
          [
            account.id, workspace, stored.map(\.source), stored.map(\.etag), stored.map(\.body),
          ])
      }
      batch.add(syncedSQL, [account.id, workspace, changes.sync.asValue])
    }
  }

  /// Notes that a look failed.
  static func fail(
    _ account: CalendarAccount, because problem: String, in session: any PostgresSession
  ) async throws {
    try await session.execute(failedSQL, [account.id, account.actor.workspace, problem])
  }

  /// The versions of the resources that are stored.
  static func etags(
    of account: CalendarAccount, in session: any PostgresSession
  ) async throws -> [String: String?] {
    var etags: [String: String?] = [:]
    for row in try await session.query(etagsSQL, [account.id, account.actor.workspace]) {
      etags[try row.get("source", as: String.self)] = try row.get("etag", as: String?.self)
    }
    return etags
  }

  /// The iCalendar texts of the actor's calendars that take time, by calendar.
  static func bodies(
    for actor: Actor, in session: any PostgresSession
  ) async throws -> [(calendar: UUID, body: String)] {
    try await session.query(bodiesSQL, [actor.workspace, actor.user]).map {
      (try $0.get("calendar_id", as: UUID.self), try $0.get("body", as: String.self))
    }
  }

  private static func account(_ row: PostgresRow) throws -> CalendarAccount {
    var account = CalendarAccount(
      kind: CalendarAccount.Kind(rawValue: try row.get("kind")) ?? .file,
      name: try row.get("name"), address: try row.get("address"),
      actor: Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self)),
      id: try row.get("id", as: UUID.self))
    account.username = try row.get("username", as: String?.self)
    account.credential = try row.get("credential_id", as: UUID?.self)
    account.isBusy = try row.get("is_busy", as: Bool.self)
    account.writesBack = try row.get("writes_back", as: Bool.self)
    account.sync = try row.get("sync", as: JSONValue.self).objectValue ?? [:]
    account.syncedAt = try row.get("synced_at", as: Instant?.self)
    account.problem = try row.get("problem", as: String?.self)
    return account
  }
}

extension JSONObject {
  /// The object as a value.
  var asValue: JSONValue { .object(self) }
}
