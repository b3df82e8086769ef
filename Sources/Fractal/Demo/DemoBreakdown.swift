import FoundationEssentials
import NLParse
import Shared

/// One task of the demo broken down into steps, shown below the table.
enum DemoBreakdown {
  /// The task that is too large to be done as it stands.
  private static let title = "Organise the launch party"

  private static let findSQL = SQL(
    "demo_find_task",
    """
    select id from public.tasks
    where workspace_id = $1 and title = $2 and deleted_at is null order by created_at limit 1
    """)

  /// Makes the task where it is missing, breaks it down, and gives the proposal for a person.
  static func text(_ context: ProgramContext, pool: PostgresPool, actor: Actor) async throws
    -> String
  {
    let task = try await task(pool, actor)
    let result = try await BreakdownWiring(context, pool: pool).maker.make(
      task, BreakdownOptions(), as: actor)
    guard let proposal = result.proposal else { return "" }
    try await pool.transaction { session in
      try await BreakdownJob.store(proposal, as: actor, in: session)
    }
    return "\n\(ProposalsShow.text(proposal))\n"
  }

  private static func task(_ pool: PostgresPool, _ actor: Actor) async throws -> UUID {
    if let row = try await pool.queryRow(findSQL, [actor.workspace, title]) {
      return try row.get(0, as: UUID.self)
    }
    return try await pool.transaction { session in
      try await TaskWriter(listeners: ProgramContext.taskListeners).write(
        TaskDraft(title: title), as: actor, in: session
      ).id
    }
  }
}
