import FoundationEssentials

/// The rules that planned time and deadlines have to keep after a group was applied.
enum ProposalRules {
  private static let checkSQL = SQL(
    "check_proposal_rules",
    """
    with planned as (
      select b.id, b.task_id, b.user_id, b.during from pipeline.planned_blocks b
      where b.task_id = any($1) and b.state = 'planned')
    select task_id, rule from (
      select p.task_id, 'deadline' as rule, 1 as severity
      from planned p join public.tasks t on t.id = p.task_id
      where t.is_hard_deadline and upper(p.during) > t.due_date
      union all
      select p.task_id, 'not_before', 2
      from planned p join pipeline.task_facts f on f.task_id = p.task_id
      where lower(p.during) < f.not_before
      union all
      select p.task_id, 'past', 3
      from planned p where p.task_id = any($2) and lower(p.during) < now()
      union all
      select p.task_id, 'overlap', 4
      from planned p join pipeline.planned_blocks o
        on o.user_id = p.user_id and o.id <> p.id and o.during && p.during and o.state = 'planned'
      join public.tasks t on t.id = o.task_id and t.deleted_at is null
        and t.status in ('TODO', 'IN_PROGRESS') and t.is_completed is not true
      where p.task_id = any($2)
      union all
      select b.task_id, 'order', 5
      from public.task_dependencies d
      join pipeline.planned_blocks a on a.task_id = d.blocker_task_id and a.state = 'planned'
      join pipeline.planned_blocks b on b.task_id = d.blocked_task_id and b.state = 'planned'
      join public.tasks t on t.id = a.task_id and t.deleted_at is null
        and t.status in ('TODO', 'IN_PROGRESS') and t.is_completed is not true
      where (d.blocker_task_id = any($1) or d.blocked_task_id = any($1))
        and upper(a.during) > lower(b.during)) broken
    order by severity, task_id limit 1
    """)

  private static let sentences: [String: String] = [
    "deadline": "the planned time ends after the hard deadline",
    "not_before": "the planned time starts before the task may begin",
    "past": "the planned time has begun already",
    "overlap": "the planned time is taken by another task",
    "order": "the task would be planned before a task it waits for ends",
  ]

  /// Passes where all rules hold for the tasks; `moved` are those whose planned time is new.
  static func check(
    _ tasks: Set<UUID>, moved: Set<UUID>, user: UUID, in session: any PostgresSession
  ) async throws {
    guard !tasks.isEmpty,
      let row = try await session.queryRow(checkSQL, [Array(tasks), Array(moved)])
    else { return }
    let rule = try row.get("rule", as: String.self)
    throw TaskError(
      .rule, entity: "task", id: try row.get("task_id", as: UUID.self), field: rule,
      sentences[rule] ?? "a rule of planned time is broken")
  }
}
