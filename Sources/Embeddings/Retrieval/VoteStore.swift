import FoundationEssentials
import Shared

/// Keeps what was learned about each person's projects.
enum VoteStore {
  private static let readSQL = SQL(
    "vote_weights",
    "select weights from pipeline.vote_weights where workspace_id = $1 and user_id = $2")

  /// The weights of a person; the usual ones where nothing was learned yet.
  static func weights(
    of actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) -> VoteWeights {
    guard let row = try await session.queryRow(readSQL, [actor.workspace, actor.user]) else {
      return .initial
    }
    return VoteWeights(stored: try row.get("weights", as: [Double].self)) ?? .initial
  }

  private static let writeSQL = SQL(
    "vote_weights_write",
    """
    insert into pipeline.vote_weights (workspace_id, user_id, weights, tasks)
    values ($1, $2, $3, $4)
    on conflict (workspace_id, user_id) do update set weights = excluded.weights,
      tasks = excluded.tasks, learned_at = now()
    """)

  /// Keeps a person's weights, learned from so many tasks.
  static func keep(
    _ weights: VoteWeights, of actor: Actor, tasks: Int, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(
      writeSQL, [actor.workspace, actor.user, weights.stored, Int32(tasks)])
  }

  private static let noteSQL = SQL(
    "vote_weights_note",
    """
    insert into pipeline.vote_weights (workspace_id, user_id, weights) values ($1, $2, $3)
    on conflict (workspace_id, user_id) do update set learned_at = now()
    """)

  /// Notes that a person's tasks were looked at and nothing was learned; known weights stay.
  static func note(
    _ actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(
      noteSQL, [actor.workspace, actor.user, VoteWeights.initial.stored])
  }

  private static let stepSQL = SQL(
    "vote_weights_step",
    """
    insert into pipeline.vote_weights (workspace_id, user_id, weights, learned_at)
    values ($1, $2, $3, '-infinity')
    on conflict (workspace_id, user_id) do update set weights = excluded.weights
    """)

  /// Keeps what one correction taught; the night still learns from all tasks.
  static func step(
    _ weights: VoteWeights, of actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(stepSQL, [actor.workspace, actor.user, weights.stored])
  }
}
