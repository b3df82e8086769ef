public import Shared

/// Offers a breakdown of what was put off three times: such tasks are usually too large.
///
/// It hears of changes that this program makes; ``AuditPostponements`` finds those of the app.
public struct PostponementWatch: TaskChangeListener {
  /// A watch.
  public init() {}

  /// Counts a task only where the transaction moved it from one day to another: a first deadline
  /// puts nothing off.
  private static let countSQL = SQL(
    "count_postponement",
    """
    insert into pipeline.postponements as p (task_id, workspace_id, times)
    select $1, $2, 1 where exists (select from public.command_log l
      where l.transaction_id = $3 and l.entity_id = $1 and l.workspace_id = $2
        and \(AuditPostponements.isMove(of: "l")))
    on conflict (task_id) do update set times = p.times + 1, updated_at = now()
    returning times
    """)

  /// Counts moved deadlines, and enqueues a breakdown at the third.
  public func tasksChanged(_ events: [TaskEvent], in session: any PostgresSession) async throws {
    for event in events where event.kind == .updated && event.fields.contains("due_date") {
      let row = try await session.queryRow(
        Self.countSQL, [event.task, event.workspace, event.transaction])
      guard try row?.get(0, as: Int32.self) == Int32(BreakdownLimits.postponements) else {
        continue
      }
      try await JobQueue.enqueue(
        BreakdownJob.request(
          event.task, BreakdownOptions(),
          as: Actor(user: event.user, workspace: event.workspace), isOffered: true),
        in: session)
    }
  }
}
