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

  private static let readSQL = SQL(
    "read_rejected_moves",
    """
    select distinct on (i.task_id) i.task_id,
      (i.change->'blocks'->0->>'start')::timestamptz as starts,
      (i.change->'blocks'->0->>'end')::timestamptz as ends
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
        end: try $0.get("ends", as: Instant?.self))
    }
  }
}
