public import FoundationEssentials
public import Shared

/// The pages that were captured (`pipeline.captures`), found by their addresses.
///
/// A page whose task was deleted, as by an undo, does not count as saved.
public enum SavedPages {
  /// The project of pages without one, so that one unique rule covers both.
  static let noProject = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  private static let columns = """
    c.id, nullif(c.project_id, '00000000-0000-0000-0000-000000000000') as project_id,
    c.canonical_url, coalesce(c.source_url, c.canonical_url) as source_url, c.title, c.task_id,
    c.details, c.content_hash, c.readable_key, c.seen_hashes, c.captured_at, c.updated_at,
    t.title as task_title, t.status as task_status
    """

  /// What the caller may read: pages without a project, and those of projects he is in.
  private static let readable = """
    (c.project_id = '00000000-0000-0000-0000-000000000000'
      or exists (select from public.project_members m
        join public.projects p on p.id = m.project_id and p.deleted_at is null
        where m.project_id = c.project_id and m.user_id = $2 and p.workspace_id = $1))
    """

  private static let findSQL = SQL(
    "find_saved_page",
    """
    select \(columns) from pipeline.capture_addresses a
    join pipeline.captures c on c.id = a.capture_id and c.workspace_id = $1
    join public.tasks t on t.id = c.task_id and t.workspace_id = $1 and t.deleted_at is null
    where a.workspace_id = $1 and a.project_id = $2
      and a.address_hash = any(array(select decode(h, 'hex') from unnest($3::text[]) h))
    order by array_position($3, encode(a.address_hash, 'hex')) limit 1
    """)

  /// The saved page of a project that is known under one of the addresses, the first ones first.
  public static func find(
    _ addresses: [PageAddress], project: UUID?, workspace: UUID, in session: any PostgresSession
  ) async throws -> SavedPage? {
    try await session.queryRow(
      findSQL, [workspace, project ?? noProject, addresses.map(\.hexHash)]
    ).map { try page($0) }
  }

  private static let listSQL = SQL(
    "list_saved_pages",
    """
    select \(columns) from pipeline.captures c
    join public.tasks t on t.id = c.task_id and t.workspace_id = $1 and t.deleted_at is null
    where c.workspace_id = $1 and \(readable)
      and ($3::bytea is null or exists (select from pipeline.capture_addresses a
        where a.capture_id = c.id and a.workspace_id = $1 and a.address_hash = $3))
    order by c.updated_at desc, c.id limit $4
    """)

  /// The saved pages that the actor may read, of one address where given, the latest first.
  public static func list(
    _ address: PageAddress? = nil, limit: Int = CaptureLimits.listed, as actor: Actor,
    in session: any PostgresSession
  ) async throws -> [SavedPage] {
    try await session.query(
      listSQL, [actor.workspace, actor.user, address?.hash, Int64(max(1, limit))]
    ).map { try page($0) }
  }

  private static let readSQL = SQL(
    "read_saved_page",
    """
    select \(columns) from pipeline.captures c
    join public.tasks t on t.id = c.task_id and t.workspace_id = $1 and t.deleted_at is null
    where c.workspace_id = $1 and \(readable) and c.id = $3
    """)

  /// The saved page of that id; nil where there is none that the actor may read.
  public static func page(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> SavedPage? {
    try await session.queryRow(readSQL, [actor.workspace, actor.user, id]).map { try page($0) }
  }

  private static let ofTaskSQL = SQL(
    "find_saved_page_of_task",
    """
    select \(columns) from pipeline.captures c
    join public.tasks t on t.id = c.task_id and t.workspace_id = $1 and t.deleted_at is null
    where c.workspace_id = $1 and \(readable) and c.task_id = $3 order by c.updated_at desc limit 1
    """)

  /// The saved page that a capture made or was added to; nil while it waits, and once its task is
  /// gone.
  public static func page(
    of input: StoredInput, in session: any PostgresSession
  ) async throws -> SavedPage? {
    guard let task = input.task else { return nil }
    return try await session.queryRow(
      ofTaskSQL, [input.actor.workspace, input.actor.user, task]
    ).map { try page($0) }
  }

  private static let lockSQL = SQL(
    "lock_pages",
    """
    select pg_advisory_xact_lock(k) from (
      select distinct hashtextextended('page ' || $1::uuid || $2::uuid || h, 0) as k
      from unnest($3::text[]) h order by 1) keys
    """)

  /// Lets no other capture of the same page write until the transaction ends.
  static func lock(
    _ addresses: [PageAddress], project: UUID?, workspace: UUID, in session: any PostgresSession
  ) async throws {
    _ = try await session.query(
      lockSQL, [workspace, project ?? noProject, addresses.map(\.hexHash)])
  }

  private static let upsertSQL = SQL(
    "save_page",
    """
    insert into pipeline.captures (workspace_id, project_id, canonical_url, canonical_url_hash,
      task_id, content_hash, readable_key, raw_input_id, user_id, source_url, title, details,
      seen_hashes)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (workspace_id, project_id, canonical_url_hash) do update
    set task_id = excluded.task_id, content_hash = excluded.content_hash,
      readable_key = excluded.readable_key, raw_input_id = excluded.raw_input_id,
      user_id = excluded.user_id, source_url = excluded.source_url, title = excluded.title,
      details = excluded.details, seen_hashes = excluded.seen_hashes,
      captured_at = case when captures.task_id = excluded.task_id then captures.captured_at
        else now() end,
      updated_at = now()
    returning id
    """)

  private static let addressSQL = SQL(
    "save_page_addresses",
    """
    insert into pipeline.capture_addresses (workspace_id, project_id, address_hash, capture_id)
    select distinct $1::uuid, $2::uuid, decode(h, 'hex'), $4::uuid from unnest($3::text[]) h
    on conflict (workspace_id, project_id, address_hash) do update set capture_id = $4
    """)

  /// What is stored of a page.
  struct Entry: Sendable {
    /// The address as a key by which it is unique.
    var key: String
    /// Every address under which it is to be found.
    var addresses: [PageAddress]
    /// The project; nil for none.
    var project: UUID?
    /// The task.
    var task: UUID
    /// SHA-256 over the words of the article.
    var contentHash: [UInt8]?
    /// Where the article lies.
    var readableKey: String?
    /// The input it came with.
    var input: StoredInput
    /// The address to open.
    var address: String
    /// The title.
    var title: String
    /// What is kept beside the words.
    var details: JSONValue
    /// Hashes of what the task has already.
    var seenHashes: [String]
  }

  /// Stores a page, or what is new of one that was saved already; returns its id.
  static func save(_ entry: Entry, in session: any PostgresSession) async throws -> UUID {
    let workspace = entry.input.actor.workspace
    let project = entry.project ?? noProject
    let row = try await session.queryRow(
      upsertSQL,
      [
        workspace, project, entry.key, SHA256.digest(of: entry.key), entry.task, entry.contentHash,
        entry.readableKey, entry.input.id, entry.input.actor.user, entry.address,
        withoutNUL(entry.title), withoutNUL(entry.details), entry.seenHashes,
      ])
    guard let id = try row?.get("id", as: UUID.self) else {
      throw JobFailure("not_saved", "the page was not stored")
    }
    try await session.execute(
      addressSQL,
      [
        workspace, project, entry.addresses.prefix(CaptureLimits.addresses).map(\.hexHash), id,
      ])
    return id
  }

  /// The text without NUL, which PostgreSQL refuses.
  private static func withoutNUL(_ text: String) -> String {
    text.utf8.contains(0) ? String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self) : text
  }

  private static func withoutNUL(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(withoutNUL(text))
    case .array(let items): .array(items.map { withoutNUL($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { (withoutNUL($0.key), withoutNUL($0.value)) }))
    default: value
    }
  }

  private static func page(_ row: PostgresRow) throws -> SavedPage {
    SavedPage(
      id: try row.get("id", as: UUID.self), project: try row.get("project_id", as: UUID?.self),
      key: try row.get("canonical_url", as: String.self),
      address: try row.get("source_url", as: String.self),
      title: try row.get("title", as: String?.self), task: try row.get("task_id", as: UUID.self),
      taskTitle: try row.get("task_title", as: String.self),
      taskStatus: try row.get("task_status", as: String?.self),
      details: try row.get("details", as: JSONValue.self),
      contentHash: try row.get("content_hash", as: [UInt8]?.self),
      readableKey: try row.get("readable_key", as: String?.self),
      seenHashes: try row.get("seen_hashes", as: [String].self),
      capturedAt: try row.get("captured_at", as: Instant.self),
      updatedAt: try row.get("updated_at", as: Instant.self))
  }
}
