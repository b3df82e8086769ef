import FoundationEssentials

/// Finds tags by name without regard to case, and makes those that are missing.
enum TagWriter {
  /// One tag of a workspace.
  struct Tag: Sendable {
    /// The tag's id.
    var id: UUID
    /// The name as it is stored.
    var name: String
    /// True where this call made it.
    var isNew: Bool
  }

  private static let findSQL = SQL(
    "find_tags",
    """
    with held as materialized (
      select g.id, g.name, g.created_at from public.tags g
      where g.workspace_id = $1
        and lower(g.name) in (select lower(name) from unnest($2::text[]) name)
      for key share)
    select distinct on (n.position) n.position, g.id, g.name
    from unnest($2::text[]) with ordinality as n(name, position)
    join held g on lower(g.name) = lower(n.name)
    order by n.position, (g.name = n.name) desc, g.created_at, g.id
    """)

  private static let insertSQL = SQL(
    "insert_tags",
    """
    insert into public.tags (id, workspace_id, name)
    select gen_random_uuid(), $1, name from unnest($2::text[]) name
    on conflict (workspace_id, name) do nothing
    """)

  private static let linkSQL = SQL(
    "link_tags",
    """
    insert into public.task_tags (task_id, tag_id)
    select r.task_id, r.tag_id from jsonb_to_recordset($1) as r(task_id uuid, tag_id uuid)
    where exists (select from public.tasks t where t.id = r.task_id and t.workspace_id = $2)
    on conflict do nothing
    returning task_id, tag_id
    """)

  /// The tags of those names, in their order; missing ones are made.
  ///
  /// Two names that differ in case alone give one tag. Makers wait for each other, workspace by
  /// workspace, so that two of them cannot make `Work` and `work`.
  static func resolve(
    _ names: [String], as actor: Actor, in session: any PostgresSession
  ) async throws -> [Tag] {
    guard !names.isEmpty else { return [] }
    var found = try await find(names, as: actor, in: session)
    guard names.indices.contains(where: { found[$0] == nil }) else {
      return names.indices.compactMap { found[$0] }
    }
    try await TaskLock.acquire([.tags(workspace: actor.workspace)], in: session)
    found = try await find(names, as: actor, in: session)
    var missing: [String: String] = [:]
    for index in names.indices.reversed() where found[index] == nil {
      missing[names[index].lowercased()] = names[index]
    }
    if !missing.isEmpty {
      let wanted = missing.values.sorted()
      try await session.execute(insertSQL, [actor.workspace, wanted])
      let made = try await find(names, as: actor, in: session)
      for (index, tag) in made where found[index] == nil {
        var tag = tag
        tag.isNew = true
        found[index] = tag
      }
    }
    return names.indices.compactMap { found[$0] }
  }

  private static func find(
    _ names: [String], as actor: Actor, in session: any PostgresSession
  ) async throws -> [Int: Tag] {
    var found: [Int: Tag] = [:]
    for row in try await session.query(findSQL, [actor.workspace, names]) {
      let position = Int(try row.get("position", as: Int64.self)) - 1
      found[position] = Tag(
        id: try row.get("id", as: UUID.self), name: try row.get("name", as: String.self),
        isNew: false)
    }
    return found
  }

  /// Links tasks with tags by name; each row has `task_id` and `name`. Returns the rows that were
  /// not there before, with `tag_id` and the tag's own name.
  static func link(
    _ rows: [JSONValue], as actor: Actor, in session: any PostgresSession
  ) async throws -> [JSONValue] {
    let names = rows.compactMap { $0["name"]?.stringValue }
    guard names.count == rows.count else {
      throw TaskError(.notUndoable, field: "tags", "a logged tag has no name")
    }
    let tags = try await resolve(names, as: actor, in: session)
    var links: [JSONValue: JSONValue] = [:]
    for (row, tag) in zip(rows, tags) {
      let key: JSONValue = ["task_id": row["task_id"] ?? .null, "tag_id": tag.id.json]
      var full = key.objectValue ?? [:]
      full["name"] = .string(tag.name)
      if tag.isNew || row["made"]?.boolValue == true { full["made"] = true }
      links[key] = .object(full)
    }
    let result = try await session.query(
      linkSQL, [JSONValue.array(Array(links.keys)), actor.workspace])
    return try result.map { row in
      let key: JSONValue = [
        "task_id": try row.get("task_id", as: UUID.self).json,
        "tag_id": try row.get("tag_id", as: UUID.self).json,
      ]
      return links[key] ?? key
    }
  }

  private static let holdSQL = SQL(
    "hold_unused_tags",
    """
    select id from public.tags where workspace_id = $1 and id = any($2) order by id for update
    """)

  private static let sweepSQL = SQL(
    "delete_unused_tags",
    """
    delete from public.tags g
    where g.workspace_id = $1 and g.id = any($2)
      and not exists (select from public.task_tags x where x.tag_id = g.id)
    """)

  /// Removes tags that these logged rows made and that no task has any more.
  static func sweep(
    _ rows: [JSONValue], as actor: Actor, in session: any PostgresSession
  ) async throws {
    let made = rows.filter { $0["made"]?.boolValue == true }
      .compactMap { $0["tag_id"]?.stringValue.flatMap { UUID(uuidString: $0) } }
    guard !made.isEmpty else { return }
    try await TaskLock.acquire([.tags(workspace: actor.workspace)], in: session)
    // Whoever links one of them right now is waited for; the next statement then sees that link.
    try await session.execute(holdSQL, [actor.workspace, made])
    try await session.execute(sweepSQL, [actor.workspace, made])
  }
}
