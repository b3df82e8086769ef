public import FoundationEssentials
public import Shared

/// Calendars in the database.
public enum CalendarStore {
  private static let columns =
    """
    c.id, c.workspace_id, c.user_id, c.kind, c.name, c.address, c.username, c.credential_id,
      c.is_busy, c.writes_back, c.sync, c.synced_at, c.problem, c.write_problem
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
    """
    select count(*) as n from pipeline.calendars
    where workspace_id = $1 and user_id = $2 and removed_at is null
    """)

  private static let listSQL = SQL(
    "list_calendars",
    """
    select \(columns) from pipeline.calendars c
    where c.workspace_id = $1 and c.user_id = $2 and c.removed_at is null
    order by c.created_at, c.id
    """)

  private static let readSQL = SQL(
    "read_calendar",
    """
    select \(columns) from pipeline.calendars c
    where c.id = $1 and c.workspace_id = $2 and (c.removed_at is not null) = $3
    """)

  private static let hideSQL = SQL(
    "hide_calendar",
    """
    update pipeline.calendars c set removed_at = now(), is_busy = false, updated_at = now()
    where c.id = $1 and c.workspace_id = $2 and c.user_id = $3 and c.removed_at is null
    returning exists (select from pipeline.calendar_writes w
      where w.calendar_id = c.id and w.workspace_id = $2 and upper(w.during) > now()) as has_events
    """)

  private static let clearSQL = SQL(
    "clear_calendar_events",
    "delete from pipeline.calendar_events where calendar_id = $1 and workspace_id = $2")

  private static let deleteSQL = SQL(
    "delete_calendar",
    """
    delete from pipeline.calendars
    where id = $1 and workspace_id = $2 and removed_at is not null returning credential_id
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

  private static let wroteSQL = SQL(
    "calendar_written",
    """
    update pipeline.calendars set write_problem = null, write_failures = 0, write_failed_at = null
    where id = $1 and workspace_id = $2 and write_failures > 0
    """)

  private static let notWrittenSQL = SQL(
    "calendar_not_written",
    """
    update pipeline.calendars set write_problem = $3, write_failures = write_failures + 1,
      write_failed_at = now()
    where id = $1 and workspace_id = $2
    """)

  private static let bodiesSQL = SQL(
    "read_calendar_bodies",
    """
    with sizes as (
      select c.id, sum(octet_length(e.body)) as bytes from pipeline.calendars c
      join pipeline.calendar_events e on e.calendar_id = c.id and e.workspace_id = c.workspace_id
      where c.workspace_id = $1 and c.user_id = $2 and c.is_busy and c.removed_at is null
      group by c.id),
    counted as (
      select e.calendar_id, e.source, octet_length(e.body) as own, sum(octet_length(e.body)) over (
        order by s.bytes, e.calendar_id, e.source rows unbounded preceding) as running
      from sizes s join pipeline.calendar_events e on e.calendar_id = s.id and e.workspace_id = $1)
    select e.calendar_id, case when n.running <= $3 then e.body else '' end as body from counted n
    join pipeline.calendar_events e on e.calendar_id = n.calendar_id and e.source = n.source
      and e.workspace_id = $1
    where n.running - n.own <= $3 order by n.running
    """)

  private static let bytesSQL = SQL(
    "count_calendar_bytes",
    """
    select coalesce(sum(octet_length(body)), 0)::bigint as bytes from pipeline.calendar_events
    where calendar_id = $1 and workspace_id = $2 and source <> all($3::text[])
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

  /// A calendar of a workspace; nil where there is none. `removed` asks for one that its owner has
  /// removed and whose events are still to be taken out.
  static func account(
    _ id: UUID, workspace: UUID, removed: Bool = false, in session: any PostgresSession
  ) async throws -> CalendarAccount? {
    try await session.queryRow(readSQL, [id, workspace, removed]).map(account)
  }

  /// Removes a calendar with all that was fetched from it and its credential. Where events of ours
  /// stand there for the time to come, they are taken out first, by a job. Throws `notFound`.
  public static func remove(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws {
    try await Permissions.require(actor, in: session)
    guard let row = try await session.queryRow(hideSQL, [id, actor.workspace, actor.user]) else {
      throw PlanningError(.notFound, "there is no such calendar")
    }
    guard try row.get("has_events", as: Bool.self) else {
      return try await delete(id, workspace: actor.workspace, in: session)
    }
    try await session.execute(clearSQL, [id, actor.workspace])
    try await JobQueue.enqueue(RemoveCalendar.request(for: id, of: actor), in: session)
  }

  /// Deletes a calendar that its owner has removed, and its credential.
  static func delete(
    _ id: UUID, workspace: UUID, in session: any PostgresSession
  ) async throws {
    let row = try await session.queryRow(deleteSQL, [id, workspace])
    if let credential = try row?.get("credential_id", as: UUID?.self) {
      try await CredentialVault.remove(credential, workspace: workspace, in: session)
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

  /// Notes that all accepted blocks stand in a calendar.
  static func written(
    _ account: CalendarAccount, in session: any PostgresSession
  ) async throws {
    try await session.execute(wroteSQL, [account.id, account.actor.workspace])
  }

  /// Notes that accepted blocks could not be written.
  static func failWrite(
    _ account: CalendarAccount, because problem: String, in session: any PostgresSession
  ) async throws {
    try await session.execute(notWrittenSQL, [account.id, account.actor.workspace, problem])
  }

  /// Bytes of what is stored of a calendar, without those resources.
  static func bytes(
    of account: CalendarAccount, besides sources: [String], in session: any PostgresSession
  ) async throws -> Int {
    let row = try await session.queryRow(
      bytesSQL, [account.id, account.actor.workspace, sources])
    return Int(try row?.get("bytes", as: Int64.self) ?? 0)
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

  /// The iCalendar texts of the actor's calendars that take time, by calendar, the smallest
  /// calendars first, at most ``CalendarLimits/personBytes``: the first text beyond is empty, and
  /// the others are left out.
  static func bodies(
    for actor: Actor, limit: Int64 = CalendarLimits.personBytes, in session: any PostgresSession
  ) async throws -> CalendarBodies {
    try await session.query(bodiesSQL, [actor.workspace, actor.user, limit]).map {
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
    account.writeProblem = try row.get("write_problem", as: String?.self)
    return account
  }
}

extension JSONObject {
  /// The object as a value.
  var asValue: JSONValue { .object(self) }
}
