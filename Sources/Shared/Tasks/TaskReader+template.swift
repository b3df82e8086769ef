public import FoundationEssentials

extension TaskReader {
  private static let treeSQL = SQL(
    "read_task_tree",
    """
    with recursive tree as (
      select t.id, t.parent_task_id, 0 as depth from public.tasks t
      where t.id = $1 and t.workspace_id = $2 and t.deleted_at is null
      union all
      select c.id, c.parent_task_id, tree.depth + 1
      from tree join public.tasks c on c.parent_task_id = tree.id
      where c.deleted_at is null and c.workspace_id = $2 and tree.depth < $3
        and c.status not in ('DONE', 'CANCELED'))
    select t.id, case when tree.depth > 0 then t.parent_task_id end as parent,
      jsonb_strip_nulls(jsonb_build_object('title', t.title, 'description', t.description,
        'project_id', t.project_id, 'priority', t.priority, 'bucket_id', t.bucket_id,
        'start_date', t.start_date, 'due_date', t.due_date, 'soft_deadline', t.soft_deadline,
        'is_hard_deadline', t.is_hard_deadline, 'recurrence_rule', t.recurrence_rule,
        'timezone', t.timezone, 'estimated_minutes', t.estimated_minutes,
        'facts', (select to_jsonb(f) from pipeline.task_facts f
          where f.task_id = t.id and f.workspace_id = $2),
        'tags', (select jsonb_agg(g.name order by lower(g.name) collate "C", g.id) from public.task_tags x
          join public.tags g on g.id = x.tag_id where x.task_id = t.id),
        'reminders', (select jsonb_agg(jsonb_build_object('at', r.remind_at,
            'minutes_before', r.offset_minutes, 'anchor', r.anchor, 'channel', r.channel)
            order by r.remind_at nulls last, r.offset_minutes, r.channel)
          from pipeline.reminders r where r.task_id = t.id and r.workspace_id = $2)))
        as draft
    from tree join public.tasks t on t.id = tree.id
    order by tree.depth, t.lexorank collate "C", t.id limit $4
    """)

  /// A draft that repeats a task: its fields, facts, tags and reminders, and its open sub-tasks with
  /// theirs, the facts with the old occurrence's number. What is particular to the old one (status, time spent, dependencies, attachments,
  /// comments, provenance) is left out; the top keeps the task's own parent.
  ///
  /// Throws `notFound` where the actor may not see the task, `limit` where it has too many
  /// sub-tasks.
  public static func template(
    of id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> TaskDraft {
    let shown = try await task(id, as: actor, in: session)
    let rows = try await session.query(
      treeSQL,
      [
        id, actor.workspace, Int64(TaskLimits.draftDepth - 1),
        Int64(TaskLimits.tasksPerWrite + 1),
      ])
    guard rows.count <= TaskLimits.tasksPerWrite else {
      throw TaskError(.limit, entity: "task", id: id, "the task has too many sub-tasks")
    }
    var drafts: [UUID: TaskDraft] = [:]
    var order: [(id: UUID, parent: UUID?)] = []
    for row in rows {
      let task = try row.get("id", as: UUID.self)
      drafts[task] = try TaskDraft(json: try row.get("draft", as: JSONValue.self))
      order.append((task, try row.get("parent", as: UUID?.self)))
    }
    // Children stand behind their parents, so from the end on each one is complete when it moves.
    for place in order.reversed() {
      guard let parent = place.parent, var child = drafts[place.id] else { continue }
      child.project = nil
      drafts[parent]?.subtasks.insert(child, at: 0)
    }
    guard var draft = drafts[id] else { throw TaskError.notFound("task", id) }
    draft.parent = shown["parent_task_id"]?.stringValue.flatMap { UUID(uuidString: $0) }
    return draft
  }
}
