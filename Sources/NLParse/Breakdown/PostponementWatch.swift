public import Shared

/// Offers a breakdown of what was put off three times: such tasks are usually too large.
public struct PostponementWatch: TaskChangeListener {
  /// A watch.
  public init() {}

  private static let countSQL = SQL(
    "count_postponement",
    """
    insert into pipeline.postponements as p (task_id, workspace_id, times) values ($1, $2, 1)
    on conflict (task_id) do update set times = p.times + 1, updated_at = now()
    returning times
    """)

  /// Counts changed deadlines, and enqueues a breakdown at the third.
  public func tasksChanged(_ events: [TaskEvent], in session: any PostgresSession) async throws {
    for event in events where event.kind == .updated && event.fields.contains("due_date") {
      let row = try await session.queryRow(Self.countSQL, [event.task, event.workspace])
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
