import FoundationEssentials
public import Shared

/// Finds recurring tasks that were completed and enqueues ``RecurTask`` for them.
public enum RecurringChanges {
  /// The name of this consumer of the app's changes.
  static let consumer = "recurring"

  private static let completedSQL = SQL(
    "find_completed_recurring",
    """
    select t.id, t.workspace_id from public.tasks t
    where t.id = any($1) and t.recurrence_rule <> '' and t.deleted_at is null
      and (t.status = 'DONE' or t.is_completed)
    """)

  private static let auditSQL = SQL(
    "audit_completed_recurring",
    """
    select t.id, t.workspace_id from public.tasks t
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = t.workspace_id
    where t.recurrence_rule <> '' and t.deleted_at is null
      and (t.status = 'DONE' or t.is_completed)
      and t.completed_at > now() - make_interval(days => $1)
      and not exists (select from pipeline.task_facts n
        where n.series_id = f.series_id
          and greatest(n.occurrence, n.next_occurrence) > f.occurrence)
    order by t.completed_at limit $2
    """)

  /// Reads the next changes that the trigger noted, in the caller's transaction; returns how many.
  public static func follow(in session: any PostgresSession) async throws -> Int {
    try await ChangeFeed.consume(consumer, in: session) { changes in
      let touched = changes.filter {
        $0.operation == .update
          && ($0.fields.contains("status") || $0.fields.contains("is_completed"))
      }
      guard !touched.isEmpty else { return }
      let rows = try await session.query(completedSQL, [Array(Set(touched.map(\.task)))])
      try await enqueue(rows, in: session)
    }
  }

  /// Enqueues what the changes have missed: without the trigger this finds every completed task.
  public static func audit(in session: any PostgresSession) async throws -> Int {
    let rows = try await session.query(
      auditSQL, [Int32(RecurringLimits.auditDays), Int64(RecurringLimits.audited)])
    try await enqueue(rows, in: session)
    return rows.count
  }

  private static func enqueue(
    _ rows: PostgresResult, in session: any PostgresSession
  ) async throws {
    let requests = try rows.map { row in
      RecurTask.request(
        task: try row.get("id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self))
    }
    try await JobQueue.enqueue(requests, in: session)
  }
}
