import FoundationEssentials

/// What has to hold before reversals are applied, and what is tidied after them.
enum TaskReversalCheck {
  private static let childrenSQL = SQL(
    "find_living_children",
    """
    select t.id from public.tasks t
    where t.workspace_id = $2 and t.deleted_at is null and not (t.id = any($1))
      and (t.parent_task_id = any($1) or exists (select from public.task_hierarchy h
        where h.descendant_id = t.id and h.ancestor_id = any($1) and h.depth > 0))
    limit 1
    """)

  private static let parentsSQL = SQL(
    "find_deleted_parents",
    """
    select p.id, p.deleted_at is not null as gone
    from public.tasks c join public.tasks p on p.id = c.parent_task_id
    where c.id = any($1) and not (p.id = any($1))
    order by p.id for share of p
    """)

  private static let holdSQL = SQL(
    "hold_objects",
    """
    insert into pipeline.object_holds (object_key, transaction_id, workspace_id, held_until)
    select distinct key, $2::uuid, $3::uuid, now() + $4 * interval '1 day'
    from unnest($1::text[]) key
    on conflict do nothing
    """)

  /// The dependencies that come back.
  static func edges(_ reversals: [TaskReversal]) -> [TaskEdge] {
    reversals.flatMap { $0.added.rows[.dependencies] ?? [] }.compactMap { row in
      guard let blocker = row["blocker_task_id"]?.stringValue.flatMap({ UUID(uuidString: $0) }),
        let blocked = row["blocked_task_id"]?.stringValue.flatMap({ UUID(uuidString: $0) })
      else { return nil }
      return TaskEdge(blocker: blocker, blocked: blocked)
    }
  }

  /// Locks the tasks and passes where the actor may change them, none has moved, no living child
  /// would lose its parent and no task would come back under a deleted one.
  static func open(
    _ reversals: [TaskReversal], as actor: Actor, in session: any PostgresSession
  ) async throws -> [(TaskReversal, TaskRow)] {
    let returning = reversals.filter { $0.leftDeleted && !$0.deletes }.map(\.id)
    let leaving = reversals.filter(\.deletes).map(\.id)
    try await DependencyGraph.open(
      edges(reversals), new: Set(returning), as: actor, in: session)
    let rows = try await TaskRow.lock(
      Set(reversals.map(\.id)), deleted: true, as: actor, in: session)
    try await Permissions.require(
      .edit, of: Set(rows.values.compactMap(\.project)), as: actor, in: session)
    var steps: [(TaskReversal, TaskRow)] = []
    for reversal in reversals {
      guard let row = rows[reversal.id] else { continue }
      let isDeleted = !(row.state["deleted_at"] ?? .null).isNull
      guard row.version == reversal.version, isDeleted == reversal.leftDeleted else {
        throw TaskError(
          .stale, entity: "task", id: row.id, "the task has changed since that transaction")
      }
      steps.append((reversal, row))
    }
    if !leaving.isEmpty,
      let child = try await session.queryRow(childrenSQL, [leaving, actor.workspace])
    {
      throw TaskError(
        .stale, entity: "task", id: try child.get("id", as: UUID.self),
        "a sub-task was added since that transaction")
    }
    if !returning.isEmpty {
      for row in try await session.query(parentsSQL, [returning])
      where try row.get("gone", as: Bool.self) {
        throw TaskError(
          .stale, entity: "task", id: try row.get("id", as: UUID.self),
          "the parent task is deleted")
      }
    }
    return steps
  }

  /// Keeps detached objects for a redo and removes tags that nothing has any more.
  static func close(
    _ reversals: [TaskReversal], transaction: UUID, as actor: Actor,
    in session: any PostgresSession
  ) async throws {
    let keys = reversals.flatMap { $0.removed.rows[.attachments] ?? [] }
      .compactMap { $0["s3_key"]?.stringValue }
    if !keys.isEmpty {
      try await session.execute(
        holdSQL, [keys, transaction, actor.workspace, Int64(TaskLimits.detachedObjectDays)])
    }
    try await TagWriter.sweep(
      reversals.flatMap { $0.removed.rows[.tags] ?? [] }, as: actor, in: session)
  }
}
