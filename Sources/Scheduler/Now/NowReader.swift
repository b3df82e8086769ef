import FoundationEssentials
public import Shared

/// Reads what could be done now, for one person in one workspace.
public enum NowReader {
  /// The person's own open tasks, as the planner takes them, without open blockers or a later
  /// beginning.
  private static let tasksSQL = SQL(
    "now_tasks",
    """
    select t.id, t.title, t.project_id, coalesce(t.priority, 0)::int as priority, t.due_date,
      coalesce(t.is_hard_deadline, false) as is_hard, t.estimated_minutes, t.status, f.place,
      exists (select from pipeline.planned_blocks b where b.task_id = t.id
        and b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned'
        and b.during @> $3::timestamptz) as is_planned,
      (select array_agg(g.name) from public.task_tags x join public.tags g on g.id = x.tag_id
        where x.task_id = t.id) as tags,
      (select count(*) from public.task_dependencies d join public.tasks w
        on w.id = d.blocked_task_id and w.workspace_id = $1 and w.deleted_at is null
          and w.status in ('TODO', 'IN_PROGRESS') and w.is_completed is not true
        where d.blocker_task_id = t.id
          and coalesce(d.dependency_type, 'FINISH_TO_START') = 'FINISH_TO_START') as waiting
    from public.tasks t
    \(OwnTasks.joins)
    where \(OwnTasks.conditions)
      and (f.not_before is null or f.not_before <= $3)
      and not exists (select from \(OwnTasks.blockers(workspace: "$1"))
        where own.descendant_id = t.id)
    order by t.due_date nulls last, t.updated_at desc nulls last, t.id limit $4
    """)

  /// The tasks that could be done at that time.
  public static func tasks(
    as actor: Actor, at now: Instant, in session: any PostgresSession
  ) async throws -> [OpenTask] {
    try await Permissions.require(actor, in: session)
    return try await session.query(
      tasksSQL, [actor.workspace, actor.user, now, Int64(NowLimits.tasks)]
    ).map { row in
      var task = OpenTask(
        id: try row.get("id", as: UUID.self), title: try row.get("title", as: String.self))
      task.project = try row.get("project_id", as: UUID?.self)
      task.priority = Int(try row.get("priority", as: Int32.self))
      task.due = try row.get("due_date", as: Instant?.self)
      task.isHardDeadline = try row.get("is_hard", as: Bool.self)
      task.estimatedMinutes = try row.get("estimated_minutes", as: Int32?.self).map { Int($0) }
      task.isBegun = try row.get("status", as: String.self) == "IN_PROGRESS"
      task.place = try row.get("place", as: String?.self)
      task.isPlannedNow = try row.get("is_planned", as: Bool.self)
      task.tags = try row.get("tags", as: [String]?.self) ?? []
      task.waiting = Int(try row.get("waiting", as: Int64.self))
      return task
    }
  }

  private static let habitsSQL = SQL(
    "now_habits",
    """
    select t.project_id, t.completed_at from public.tasks t
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = t.workspace_id
    where t.workspace_id = $1 and coalesce(f.assignee_id, t.created_by) = $2
      and t.status = 'DONE' and t.completed_at is not null and t.deleted_at is null
    order by t.completed_at desc limit $3
    """)

  /// What the person usually finishes around this hour of their day; hours are those of the zone in
  /// which the person then was.
  public static func habits(
    as actor: Actor, at now: Instant, in session: any PostgresSession
  ) async throws -> NowHabits {
    let known = try await PreferenceStore.read(for: actor, in: session)
    func hour(_ moment: Instant) -> Int { known.zone(at: moment).local(at: moment).time.hour }
    let wanted = hour(now)
    var counts: [UUID?: Double] = [:]
    var sum = 0.0
    for row in try await session.query(
      habitsSQL, [actor.workspace, actor.user, Int64(NowLimits.habitTasks)])
    {
      // Hours lie on a circle: 23 is next to 0.
      let apart = (hour(try row.get("completed_at", as: Instant.self)) - wanted + 36) % 24 - 12
      guard abs(apart) <= 1 else { continue }
      counts[try row.get("project_id", as: UUID?.self), default: 0] += 1
      sum += 1
    }
    // From a handful of tasks nothing can be learned.
    guard sum >= 5 else { return NowHabits() }
    return NowHabits(shares: counts.mapValues { $0 / sum })
  }
}
