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
    c.details, c.captured_at, c.updated_at, t.title as task_title, t.status as task_status,
    coalesce(part.content_hash, c.content_hash) as content_hash,
    coalesce(part.readable_key, c.readable_key) as readable_key,
    c.seen_hashes || part.seen_hashes as seen_hashes
    """

  /// The task of a page, and what further captures have added to it that is still there.
  private static let joins = """
    join public.tasks t on t.id = c.task_id and t.workspace_id = $1 and t.deleted_at is null
    cross join lateral (
      select
        (array_agg(p.content_hash order by p.created_at desc)
          filter (where p.content_hash is not null))[1] as content_hash,
        (array_agg(p.readable_key order by p.created_at desc)
          filter (where p.readable_key is not null))[1] as readable_key,
        array(select h from pipeline.capture_parts p, unnest(p.seen_hashes) h
          where \(living) order by p.created_at) as seen_hashes
      from pipeline.capture_parts p where \(living)) part
    """

  /// The parts that belong to a page's task of today and whose comment nobody has taken away.
  private static let living = """
    p.capture_id = c.id and p.workspace_id = $1 and p.task_id = c.task_id
      and (p.comment_id is null or exists (select from public.task_comments m
        where m.id = p.comment_id and m.task_id = p.task_id))
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
    \(joins)
    where a.workspace_id = $1 and a.project_id = $2
      and a.address_hash = any(array(select decode(h, 'hex') from unnest($3::text[]) h))
    order by array_position($3, encode(a.address_hash, 'hex')) limit 1
    """)

  /// The saved page of a project that is known under one of the addresses, the first ones first.
  ///
  /// For the worker, which writes there; whoever is to be told of a page asks
  /// ``page(at:project:as:in:)``.
  public static func find(
    _ addresses: [PageAddress], project: UUID?, workspace: UUID, in session: any PostgresSession
  ) async throws -> SavedPage? {
    try await session.queryRow(
      findSQL, [workspace, project ?? noProject, addresses.map(\.hexHash)]
    ).map { try page($0) }
  }

  private static let knownSQL = SQL(
    "find_readable_page",
    """
    select \(columns) from pipeline.capture_addresses a
    join pipeline.captures c on c.id = a.capture_id and c.workspace_id = $1
    \(joins)
    where a.workspace_id = $1 and a.project_id = $3 and a.address_hash = $4 and \(readable)
    """)

  /// The saved page of a project that is known under the address; nil where there is none that the
  /// actor may read.
  public static func page(
    at address: PageAddress, project: UUID?, as actor: Actor, in session: any PostgresSession
  ) async throws -> SavedPage? {
    try await session.queryRow(
      knownSQL, [actor.workspace, actor.user, project ?? noProject, address.hash]
    ).map { try page($0) }
  }

  private static let listSQL = SQL(
    "list_saved_pages",
    """
    select \(columns) from pipeline.captures c
    \(joins)
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
    \(joins)
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
    \(joins)
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
    /// Hashes of selections and notes.
    var seenHashes: [String] = []
  }

  /// Stores a page that has become a task.
  static func save(_ entry: Entry, in session: any PostgresSession) async throws {
    let workspace = entry.input.actor.workspace
    let key = withoutNUL(entry.key)
    let row = try await session.queryRow(
      upsertSQL,
      [
        workspace, entry.project ?? noProject, key, SHA256.digest(of: key), entry.task,
        entry.contentHash, entry.readableKey, entry.input.id, entry.input.actor.user,
        withoutNUL(entry.address), withoutNUL(entry.title), withoutNUL(entry.details),
        entry.seenHashes,
      ])
    guard let id = try row?.get("id", as: UUID.self) else {
      throw JobFailure("not_saved", "the page was not stored")
    }
    try await addAddresses(of: entry, to: id, in: session)
  }

  private static let extendSQL = SQL(
    "extend_page",
    """
    update pipeline.captures set raw_input_id = $3, user_id = $4, source_url = $5, title = $6,
      details = $7, updated_at = now()
    where workspace_id = $1 and id = $2
    """)

  private static let partSQL = SQL(
    "add_page_part",
    """
    insert into pipeline.capture_parts (workspace_id, capture_id, task_id, comment_id,
      raw_input_id, seen_hashes, content_hash, readable_key)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    """)

  private static let oldPartsSQL = SQL(
    "delete_old_page_parts",
    """
    delete from pipeline.capture_parts p where p.workspace_id = $1 and p.capture_id = $2
      and p.id in (select o.id from pipeline.capture_parts o where o.capture_id = $2
        order by o.created_at desc offset $3)
    """)

  /// Adds what a further capture brings to a page that was saved before: of `entry` the hashes, the
  /// article and its words are those that are new. They count while `comment` is there.
  static func extend(
    _ page: UUID, by entry: Entry, comment: UUID?, in session: any PostgresSession
  ) async throws {
    let workspace = entry.input.actor.workspace
    try await session.execute(
      extendSQL,
      [
        workspace, page, entry.input.id, entry.input.actor.user, withoutNUL(entry.address),
        withoutNUL(entry.title), withoutNUL(entry.details),
      ])
    try await addAddresses(of: entry, to: page, in: session)
    guard !entry.seenHashes.isEmpty || entry.contentHash != nil || entry.readableKey != nil else {
      return
    }
    try await session.execute(
      partSQL,
      [
        workspace, page, entry.task, comment, entry.input.id, entry.seenHashes, entry.contentHash,
        entry.readableKey,
      ])
    try await session.execute(oldPartsSQL, [workspace, page, Int64(CaptureLimits.parts)])
  }

  private static func addAddresses(
    of entry: Entry, to page: UUID, in session: any PostgresSession
  ) async throws {
    try await session.execute(
      addressSQL,
      [
        entry.input.actor.workspace, entry.project ?? noProject,
        entry.addresses.prefix(CaptureLimits.addresses).map(\.hexHash), page,
      ])
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
      seenHashes: try row.get("seen_hashes", as: [String].self).suffix(CaptureLimits.seenHashes),
      capturedAt: try row.get("captured_at", as: Instant.self),
      updatedAt: try row.get("updated_at", as: Instant.self))
  }
}
