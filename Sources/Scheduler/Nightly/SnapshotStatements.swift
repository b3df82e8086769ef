import Shared

/// The statements that read what a plan rests on.
enum SnapshotStatements {
  /// The open leaf tasks of a user: assigned to him, else created by him. Those without an estimate
  /// bring the median of finished and open ones beside them.
  static let tasks = SQL(
    "read_tasks_to_plan",
    """
    with mine as (
      select t.id, t.title, t.project_id, t.priority, coalesce(t.version, 1) as version,
        t.estimated_minutes, t.time_spent_minutes, t.due_date, t.soft_deadline,
        t.is_hard_deadline, t.recurrence_rule, t.timezone, f.not_before
      from public.tasks t
      \(OwnTasks.joins)
      where \(OwnTasks.conditions)),
    known as (
      select k.project_id, percentile_cont(0.5) within group (order by k.estimated_minutes) as median
      from public.tasks k
      where k.workspace_id = $1 and k.deleted_at is null and k.estimated_minutes > 0
        and k.project_id in (select project_id from mine where estimated_minutes is null)
      group by k.project_id having count(*) >= 3),
    general as (
      select percentile_cont(0.5) within group (order by k.estimated_minutes) as median
      from public.tasks k
      where k.workspace_id = $1 and k.deleted_at is null and k.estimated_minutes > 0
        and k.created_by = $2 having count(*) >= 5)
    select m.*, coalesce(known.median, general.median) as neighbour_minutes,
      (select array_agg(x.tag_id order by x.tag_id) from public.task_tags x
        where x.task_id = m.id) as tags,
      case when exists (select from public.task_tags x
          join public.tags g on g.id = x.tag_id and g.workspace_id = $1
          where x.task_id = m.id and lower(g.name) in ('deep', 'focus', 'deep work')) then 2
        when coalesce(m.estimated_minutes, 0) >= 60 then 1 else 0 end as depth,
      h.missed + h.moved as setbacks,
      (select sum(extract(epoch from upper(b.during) - lower(b.during)) / 60)::int
        from pipeline.planned_blocks b where b.task_id = m.id and b.workspace_id = $1
          and b.user_id = $2 and b.state = 'done') as kept_minutes
    from mine m
    left join known on known.project_id = m.project_id
    left join general on true
    left join pipeline.planning_history h on h.task_id = m.id and h.workspace_id = $1
    order by coalesce(m.due_date, m.soft_deadline, 'infinity'),
      case m.priority when 0 then 4 else m.priority end, m.id
    limit $3
    """)

  /// The planned blocks of the tasks $1.
  static let blocks = SQL(
    "read_blocks_to_plan",
    """
    select b.task_id, b.during from pipeline.planned_blocks b
    where b.task_id = any($1) and b.workspace_id = $2 and b.user_id = $3 and b.state = 'planned'
    order by lower(b.during), b.id
    """)

  /// Which of the tasks $1 wait for what open leaf: a dependency between tasks with sub-tasks holds
  /// between all that is below them.
  static let dependencies = SQL(
    "read_dependencies_to_plan",
    """
    select distinct leaf.id as blocker_id, own.descendant_id as blocked_id, leaf.title
    from \(OwnTasks.blockers(workspace: "$2"))
    where own.descendant_id = any($1)
    """)

  /// The same person's planned time in other workspaces: when, and nothing else of it.
  static let foreignBlocks = SQL(
    "read_blocks_elsewhere",
    """
    select b.during from pipeline.planned_blocks b
    join public.tasks t on t.id = b.task_id and t.workspace_id = b.workspace_id
      and t.deleted_at is null and t.status in ('TODO', 'IN_PROGRESS')
      and t.is_completed is not true
    where b.user_id = $2 and b.workspace_id <> $1 and b.state = 'planned'
      and upper(b.during) > $3
    """)

  /// Settles planned blocks. Those of tasks that are done were kept, and where the task was done
  /// before they began, or was dropped, their time is free again. Of an open task a block that has
  /// ended was kept where the minutes tracked since the last look cover at least half of it; where
  /// nothing is tracked, as long as the plan goes on. Else it was missed, which counts once a look;
  /// of a task that was not even begun all its blocks were, once the last one has ended.
  static let settleBlocks = SQL(
    "settle_planned_blocks",
    """
    with mine as (
      select b.id, b.task_id, b.during, upper(b.during) < now() as is_past,
        t.id is null or t.deleted_at is not null or t.status = 'CANCELED' as is_dropped,
        t.status = 'DONE' or t.is_completed is true as is_done,
        t.status = 'IN_PROGRESS' as is_begun,
        coalesce(t.completed_at <= lower(b.during), upper(b.during) >= now()) as is_unused,
        coalesce(t.time_spent_minutes, 0) as spent,
        coalesce(t.time_spent_minutes, 0) - coalesce(h.spent_minutes, 0) as progress,
        extract(epoch from upper(b.during) - lower(b.during)) / 60 as minutes
      from pipeline.planned_blocks b
      left join public.tasks t on t.id = b.task_id and t.workspace_id = b.workspace_id
      left join pipeline.planning_history h on h.task_id = b.task_id and h.workspace_id = $1
      where b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned'),
    judged as (
      select m.id, m.task_id, m.spent, m.is_begun, case
        when m.is_dropped or (m.is_done and m.is_unused) then 'free'
        when m.is_done then 'done'
        when not m.is_past then null
        when m.spent > 0 then case when m.progress >= sum(m.minutes)
          over (partition by m.task_id order by lower(m.during), m.id) - m.minutes / 2
          then 'done' else 'missed' end
        when m.is_begun and lead(m.id) over (partition by m.task_id
          order by lower(m.during), m.id) is not null then 'done'
        when bool_and(m.is_past) over (partition by m.task_id) then 'missed'
        else 'done' end as verdict
      from mine m),
    freed as (
      delete from pipeline.planned_blocks b using judged j
      where b.id = j.id and b.workspace_id = $1 and j.verdict = 'free'),
    undone as (
      update pipeline.planned_blocks b set state = 'missed'
      where b.workspace_id = $1 and b.user_id = $2 and b.state = 'done' and b.task_id in (
        select j.task_id from judged j
        where j.verdict = 'missed' and j.spent = 0 and not j.is_begun)),
    settled as (
      update pipeline.planned_blocks b set state = j.verdict from judged j
      where b.id = j.id and b.workspace_id = $1 and j.verdict in ('done', 'missed')
      returning b.task_id, j.verdict, j.spent)
    insert into pipeline.planning_history as h
      (task_id, workspace_id, user_id, missed, spent_minutes)
    select s.task_id, $1, $2, max(case s.verdict when 'missed' then 1 else 0 end), max(s.spent)
    from settled s group by s.task_id
    on conflict (task_id) do update set missed = h.missed + excluded.missed,
      spent_minutes = excluded.spent_minutes, updated_at = now()
    """)

  /// Notes that tasks $1 were given another time. It is a move for those of $4, whose time before
  /// was still to come; what was missed is counted by that already.
  static let noteMoves = SQL(
    "note_moved_tasks",
    """
    insert into pipeline.planning_history as h
      (task_id, workspace_id, user_id, moved, spent_minutes)
    select t.id, $2, $3, case when t.id = any($4::uuid[]) then 1 else 0 end,
      coalesce(t.time_spent_minutes, 0)
    from public.tasks t where t.id = any($1::uuid[]) and t.workspace_id = $2
    on conflict (task_id) do update set moved = h.moved + excluded.moved,
      spent_minutes = excluded.spent_minutes, updated_at = now()
    """)
}
