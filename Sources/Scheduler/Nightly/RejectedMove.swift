import FoundationEssentials
import Shared

/// A move that the person has turned down, and nothing about whose task has changed since.
struct RejectedMove: Hashable, Sendable {
  /// The task.
  var task: UUID
  /// When it would have begun; nil where the move would have taken it off the plan.
  var start: Instant?
  /// When it would have ended.
  var end: Instant?
  /// Where it stood, in case the move said that this place breaks a rule.
  var formerStart: Instant?
  /// The event that the move named as being in the way.
  var event: String?

  /// True where turning the move down has said already that the task is to stay in spite of what
  /// is in its way: it stands where it stood then, and what was named then is in the way still.
  func keeps(at start: Instant, beside events: [BusyTime]) -> Bool {
    if self.start == nil { return true }
    guard let formerStart, formerStart == start else { return false }
    return event == nil || events.contains { $0.title == event }
  }

  private static let readSQL = SQL(
    "read_rejected_moves",
    """
    select distinct on (i.task_id) i.task_id,
      (i.change->'blocks'->0->>'start')::timestamptz as starts,
      (i.change->'blocks'->0->>'end')::timestamptz as ends,
      case when i.reasons->0->>'code' = 'moved_by_rule'
        then (i.reasons->0->'terms'->>'former_start')::timestamptz end as former,
      i.reasons->0->'terms'->>'event' as event
    from pipeline.proposal_items i
    join pipeline.proposal_groups g on g.id = i.group_id and g.state = 'rejected'
    join pipeline.proposals p on p.id = i.proposal_id
    join public.tasks t on t.id = i.task_id and t.workspace_id = p.workspace_id
    where p.workspace_id = $1 and p.user_id = $2 and p.kind = 'reschedule' and i.kind = 'move'
      and g.decided_at > now() - interval '60 days' and t.updated_at <= g.decided_at
    order by i.task_id, g.decided_at desc
    """)

  /// The moves of the actor that were turned down last.
  static func read(
    for actor: Actor, in session: any PostgresSession
  ) async throws -> [RejectedMove] {
    try await session.query(readSQL, [actor.workspace, actor.user]).map {
      RejectedMove(
        task: try $0.get("task_id", as: UUID.self), start: try $0.get("starts", as: Instant?.self),
        end: try $0.get("ends", as: Instant?.self),
        formerStart: try $0.get("former", as: Instant?.self),
        event: try $0.get("event", as: String?.self))
    }
  }
}
