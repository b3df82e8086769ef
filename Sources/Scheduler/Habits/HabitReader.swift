import FoundationEssentials
import Shared

/// Reads what habits are learned from.
enum HabitReader {
  private static let effortsSQL = SQL(
    "read_efforts",
    """
    select t.project_id, t.estimated_minutes, t.time_spent_minutes,
      t.status = 'DONE' or t.is_completed is true as is_finished, t.completed_at,
      extract(epoch from now() - coalesce(t.completed_at, t.updated_at))::float8 / 86400 as age,
      (select array_agg(x.tag_id) from public.task_tags x where x.task_id = t.id) as tags
    from public.tasks t
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = t.workspace_id
    where t.workspace_id = $1 and coalesce(f.assignee_id, t.created_by) = $2
      and t.deleted_at is null and t.status <> 'CANCELED'
      and t.estimated_minutes > 0 and t.time_spent_minutes > 0
      and coalesce(t.completed_at, t.updated_at) > now() - make_interval(days => $3)
    order by coalesce(t.completed_at, t.updated_at) desc limit $4
    """)

  private static let blocksSQL = SQL(
    "read_past_blocks",
    """
    select lower(b.during) as starts, b.state = 'done' as kept,
      extract(epoch from now() - upper(b.during))::float8 / 86400 as age
    from pipeline.planned_blocks b
    where b.workspace_id = $1 and b.user_id = $2 and b.state in ('done', 'missed')
      and upper(b.during) > now() - make_interval(days => $3)
    order by upper(b.during) desc limit $4
    """)

  /// Learns the habits of the actor, local hours and days by the zone in which the person then was.
  static func learn(
    for actor: Actor, known: PreferenceStore.Known, in session: any PostgresSession
  ) async throws -> Habits {
    let bounds: [any PostgresEncodable] = [
      actor.workspace, actor.user, Int32(PlanningLimits.habitDays), Int64(PlanningLimits.habitRows),
    ]
    let results = try await session.pipeline { batch in
      batch.add(effortsSQL, bounds)
      batch.add(blocksSQL, bounds)
    }
    let efforts = try results[0].map { row in
      let completed = try row.get("completed_at", as: Instant?.self)
      return HabitLearner.Effort(
        groups: [try row.get("project_id", as: UUID?.self)].compactMap(\.self)
          + (try row.get("tags", as: [UUID]?.self) ?? []),
        estimated: Int(try row.get("estimated_minutes", as: Int32.self)),
        spent: Int(try row.get("time_spent_minutes", as: Int32.self)),
        age: try row.get("age", as: Double.self),
        isFinished: try row.get("is_finished", as: Bool?.self) ?? false,
        day: completed.map { known.zone(at: $0).date(at: $0) })
    }
    let blocks = try results[1].map { row in
      let start = try row.get("starts", as: Instant.self)
      return HabitLearner.Block(
        hour: known.zone(at: start).local(at: start).time.hour,
        isKept: try row.get("kept", as: Bool.self), age: try row.get("age", as: Double.self))
    }
    return HabitLearner.learn(efforts: efforts, blocks: blocks)
  }
}
