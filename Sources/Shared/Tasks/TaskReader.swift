public import FoundationEssentials

/// Reads tasks for a person: the row, what belongs to it, and where its fields came from.
public enum TaskReader {
  private static let taskSQL = SQL(
    "read_task",
    """
    select t.project_id,
      jsonb_build_object('id', t.id, 'workspace_id', t.workspace_id, 'project_id', t.project_id,
        'parent_task_id', t.parent_task_id, 'title', t.title, 'description', t.description,
        'priority', t.priority, 'status', t.status, 'bucket_id', t.bucket_id,
        'is_completed', t.is_completed, 'completed_at', t.completed_at, 'archived', t.archived,
        'lexorank', t.lexorank, 'start_date', t.start_date, 'due_date', t.due_date,
        'soft_deadline', t.soft_deadline, 'is_hard_deadline', t.is_hard_deadline,
        'recurrence_rule', t.recurrence_rule, 'timezone', t.timezone,
        'estimated_minutes', t.estimated_minutes, 'time_spent_minutes', t.time_spent_minutes,
        'version', t.version, 'created_by', t.created_by, 'created_at', t.created_at,
        'updated_at', t.updated_at) as task,
      (select to_jsonb(f) - array['task_id', 'workspace_id', 'created_at', 'updated_at']
        from pipeline.task_facts f
        where f.task_id = t.id and f.workspace_id = t.workspace_id) as facts
    from public.tasks t
    where t.id = $1 and t.workspace_id = $2 and t.deleted_at is null
    """)

  private static let projectSQL = SQL(
    "read_task_project",
    "select name from public.projects where id = $1 and workspace_id = $2")

  private static let tagsSQL = SQL(
    "read_tags_of_task",
    """
    select jsonb_build_object('id', g.id, 'name', g.name, 'color', g.color) as item
    from public.task_tags x join public.tags g on g.id = x.tag_id and g.workspace_id = $2
    where x.task_id = $1 order by lower(g.name), g.id
    """)

  private static let attachmentsSQL = SQL(
    "read_attachments_of_task",
    """
    select jsonb_build_object('id', a.id, 'file_name', a.file_name, 'file_type', a.file_type,
      'file_size_bytes', a.file_size_bytes, 'created_at', a.created_at) as item
    from public.attachments a where a.task_id = $1 order by a.created_at, a.file_name, a.id
    """)

  private static let remindersSQL = SQL(
    "read_reminders_of_task",
    """
    select jsonb_strip_nulls(to_jsonb(r) - array['task_id', 'workspace_id']) as item
    from pipeline.reminders r where r.task_id = $1 and r.workspace_id = $2
    order by r.created_at, r.id
    """)

  private static let dependenciesSQL = SQL(
    "read_dependencies_of_task",
    """
    select jsonb_build_object('blocker_task_id', d.blocker_task_id,
      'blocked_task_id', d.blocked_task_id, 'dependency_type', d.dependency_type) as item
    from public.task_dependencies d where d.blocker_task_id = $1 or d.blocked_task_id = $1
    order by d.created_at, d.blocker_task_id, d.blocked_task_id
    """)

  private static let subtasksSQL = SQL(
    "read_subtasks_of_task",
    """
    select jsonb_build_object('id', t.id, 'title', t.title, 'status', t.status,
      'due_date', t.due_date, 'estimated_minutes', t.estimated_minutes) as item
    from public.tasks t
    where t.parent_task_id = $1 and t.workspace_id = $2 and t.deleted_at is null
    order by t.lexorank collate "C", t.id limit 1000
    """)

  private static let blocksSQL = SQL(
    "read_blocks_of_task",
    """
    select jsonb_build_object('id', b.id, 'user_id', b.user_id, 'start', lower(b.during),
      'end', upper(b.during), 'state', b.state) as item
    from pipeline.planned_blocks b where b.task_id = $1 and b.workspace_id = $2
    order by lower(b.during), b.id
    """)

  private static let provenanceSQL = SQL(
    "read_provenance_of_task",
    """
    select jsonb_strip_nulls(jsonb_build_object('field', p.field, 'value', p.value,
      'kind', p.kind, 'reference', p.reference, 'confidence', p.confidence)) as item
    from pipeline.provenance p where p.task_id = $1 and p.workspace_id = $2
    order by p.created_at, p.field, p.id
    """)

  private static let lists: [(name: String, sql: SQL, byWorkspace: Bool)] = [
    ("tags", tagsSQL, true), ("attachments", attachmentsSQL, false),
    ("reminders", remindersSQL, true), ("dependencies", dependenciesSQL, false),
    ("subtasks", subtasksSQL, true), ("blocks", blocksSQL, true),
    ("provenance", provenanceSQL, true),
  ]

  /// The task as JSON: its columns, `project` (its name), `facts`, and the lists `tags`,
  /// `attachments`, `reminders`, `dependencies`, `subtasks`, `blocks`, `provenance`.
  ///
  /// Throws `notFound` where the actor may not see it, or it is deleted.
  public static func task(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> JSONValue {
    guard let row = try await session.queryRow(taskSQL, [id, actor.workspace]) else {
      try await Permissions.require(actor, in: session)
      throw TaskError.notFound("task", id)
    }
    let project = try row.get("project_id", as: UUID?.self)
    do {
      try await Permissions.require(
        .read, of: project.map { [$0] } ?? [], as: actor, in: session)
    } catch let error as TaskError where error.code == .notFound && error.entity == "project" {
      throw TaskError.notFound("task", id)
    }
    var object = try row.get("task", as: JSONValue.self).objectValue ?? [:]
    let results = try await session.pipeline { batch in
      batch.add(projectSQL, [project, actor.workspace])
      for list in lists {
        batch.add(list.sql, list.byWorkspace ? [id, actor.workspace] : [id])
      }
    }
    object["project"] = try results[0].first.map { .string(try $0.get("name", as: String.self)) }
    object["facts"] = try row.get("facts", as: JSONValue?.self)
    for (list, result) in zip(lists, results.dropFirst()) {
      object[list.name] = .array(try result.map { try $0.get("item", as: JSONValue.self) })
    }
    return .object(object)
  }
}
