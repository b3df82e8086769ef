import FoundationEssentials
public import Shared

/// Reads what could be done now, for one person in one workspace.
public enum NowReader {
  /// Open tasks without open sub-tasks, blockers or a later beginning, in projects of the person's
  /// own; those that somebody else is to do are left out.
  private static let tasksSQL = SQL(
    "now_tasks",
    """
    select t.id, t.title, t.project_id, coalesce(t.priority, 0)::int as priority, t.due_date,
      coalesce(t.is_hard_deadline, false) as is_hard, t.estimated_minutes, t.status, f.place,
      exists (select from pipeline.planned_blocks b where b.task_id = t.id
        and b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned' and b.during @> $3::timestamptz)
        as is_planned,
      (select array_agg(g.name) from public.task_tags x join public.tags g on g.id = x.tag_id
        where x.task_id = t.id) as tags,
      (select count(*) from public.task_dependencies d join public.tasks w
        on w.id = d.blocked_task_id and w.workspace_id = $1 and w.deleted_at is null
          and w.status in ('TODO', 'IN_PROGRESS') where d.blocker_task_id = t.id) as waiting
    from public.tasks t
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = $1
    where t.workspace_id = $1 and t.status in ('TODO', 'IN_PROGRESS') and t.deleted_at is null
      and not coalesce(t.archived, false)
      and (t.project_id is null or exists (select from public.project_members m
        where m.project_id = t.project_id and m.user_id = $2))
      and (f.not_before is null or f.not_before <= $3)
      and (f.assignee_id is null or f.assignee_id = $2)
      and not exists (select from public.tasks c where c.parent_task_id = t.id
        and c.deleted_at is null and c.status in ('TODO', 'IN_PROGRESS'))
      and not exists (select from public.task_dependencies d join public.tasks b
        on b.id = d.blocker_task_id and b.deleted_at is null
          and b.status in ('TODO', 'IN_PROGRESS') where d.blocked_task_id = t.id)
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

  private static let nextSQL = SQL(
    "now_next_block",
    """
    select min(lower(b.during)) from pipeline.planned_blocks b
    join public.tasks t on t.id = b.task_id and t.deleted_at is null
      and t.status in ('TODO', 'IN_PROGRESS') and t.is_completed is not true
    where b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned'
      and lower(b.during) > $3::timestamptz
    """)

  /// Minutes until the next planned block, at most two hours; the usual ones where there is none.
  public static func freeMinutes(
    as actor: Actor, at now: Instant, in session: any PostgresSession
  ) async throws -> Int {
    let row = try await session.queryRow(nextSQL, [actor.workspace, actor.user, now])
    guard let next = try row?.get(0, as: Instant?.self) else { return NowLimits.usualMinutes }
    return min(max(Int((next.seconds - now.seconds) / 60), 5), 120)
  }

  private static let habitsSQL = SQL(
    "now_habits",
    """
    select r.project_id, count(*) as tasks from (
      select t.project_id, t.completed_at from public.tasks t
      where t.workspace_id = $1 and t.created_by = $2 and t.status = 'DONE'
        and t.completed_at is not null and t.deleted_at is null
      order by t.completed_at desc limit $5) r
    where abs(mod((extract(hour from r.completed_at at time zone $4)
      - extract(hour from $3::timestamptz at time zone $4) + 36)::int, 24) - 12) <= 1
    group by r.project_id
    """)

  private static let zoneSQL = SQL(
    "now_zone", "select timezone from public.user_settings where user_id = $1")

  /// What the person usually finishes around this hour of their day.
  public static func habits(
    as actor: Actor, at now: Instant, in session: any PostgresSession
  ) async throws -> NowHabits {
    let name = try await session.queryRow(zoneSQL, [actor.user])?.get(0, as: String?.self) ?? "UTC"
    let zone = (try? TimeZoneDatabase.system.zone(named: name)) == nil ? "UTC" : name
    var counts: [UUID?: Double] = [:]
    var sum = 0.0
    for row in try await session.query(
      habitsSQL, [actor.workspace, actor.user, now, zone, Int64(NowLimits.habitTasks)])
    {
      let count = Double(try row.get(1, as: Int64.self))
      counts[try row.get(0, as: UUID?.self)] = count
      sum += count
    }
    // From a handful of tasks nothing can be learned.
    guard sum >= 5 else { return NowHabits() }
    return NowHabits(shares: counts.mapValues { $0 / sum })
  }
}
