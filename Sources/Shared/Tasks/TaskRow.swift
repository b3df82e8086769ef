import FoundationEssentials

/// One row of `tasks` as it was read and locked for a change.
struct TaskRow: Sendable {
  /// The task.
  var id: UUID
  /// Its project.
  var project: UUID?
  /// Its version, as every update has to name it.
  var version: Int64
  /// The row without `search_vector`.
  var state: JSONObject

  private static let lockSQL = SQL(
    "lock_tasks",
    """
    select t.id, t.project_id, coalesce(t.version, 1) as version,
      to_jsonb(t) - 'search_vector' as state
    from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and ($3 or t.deleted_at is null)
    order by t.id for update
    """)

  private static let updateSQL = SQL(
    "update_task",
    """
    update public.tasks t set
      (title, description, priority, status, bucket_id, is_completed, completed_at, archived,
        lexorank, start_date, due_date, soft_deadline, is_hard_deadline, recurrence_rule, timezone,
        estimated_minutes, time_spent_minutes, deleted_at, search_vector)
      = (select r.title, r.description, r.priority, r.status, r.bucket_id, r.is_completed,
          r.completed_at, r.archived, r.lexorank, r.start_date, r.due_date, r.soft_deadline,
          r.is_hard_deadline, r.recurrence_rule, r.timezone, r.estimated_minutes,
          r.time_spent_minutes, r.deleted_at,
          case when $4::jsonb ?| array['title', 'description']
            then \(TaskSearch.vector(of: "r")) else t.search_vector end
        from jsonb_populate_record(t, $4::jsonb) r),
      version = coalesce(t.version, 1) + 1, updated_at = now()
    where t.id = $1 and t.workspace_id = $2 and coalesce(t.version, 1) = $3
    returning to_jsonb(t) - 'search_vector' as state
    """)

  /// Columns that a change or an undo may write.
  static let mutableColumns: Set<String> = [
    "title", "description", "priority", "status", "bucket_id", "is_completed", "completed_at",
    "archived", "lexorank", "start_date", "due_date", "soft_deadline", "is_hard_deadline",
    "recurrence_rule", "timezone", "estimated_minutes", "time_spent_minutes", "deleted_at",
  ]

  /// Reads the rows and holds them until the transaction ends, in the order of their ids.
  static func lock(
    _ ids: Set<UUID>, deleted: Bool = false, as actor: Actor, in session: any PostgresSession
  ) async throws -> [UUID: TaskRow] {
    guard !ids.isEmpty else { return [:] }
    var rows: [UUID: TaskRow] = [:]
    for row in try await session.query(lockSQL, [Array(ids), actor.workspace, deleted]) {
      let id = try row.get("id", as: UUID.self)
      rows[id] = TaskRow(
        id: id, project: try row.get("project_id", as: UUID?.self),
        version: try row.get("version", as: Int64.self),
        state: try row.get("state", as: JSONValue.self).objectValue ?? [:])
    }
    if let missing = ids.first(where: { rows[$0] == nil }) {
      throw TaskError.notFound("task", missing)
    }
    return rows
  }

  /// Writes columns, conditional on the version read, and returns the row after it.
  ///
  /// An empty patch still counts the version up, for changes of linked rows.
  func update(
    _ patch: JSONObject, as actor: Actor, in session: any PostgresSession
  ) async throws -> TaskRow {
    let result = try await session.queryRow(
      Self.updateSQL, [id, actor.workspace, version, TaskText.clean(.object(patch))])
    guard let state = try result?.get("state", as: JSONValue.self).objectValue else {
      throw TaskError(.stale, entity: "task", id: id, "the task has changed meanwhile")
    }
    return TaskRow(id: id, project: project, version: version + 1, state: state)
  }

  /// The named columns with the version, for the log.
  func state(of columns: some Sequence<String>) -> JSONObject {
    var object: JSONObject = ["version": .int(version)]
    for column in columns { object[column] = state[column] ?? .null }
    return object
  }
}
