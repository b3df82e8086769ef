import FoundationEssentials
public import Shared

/// Has accepted blocks written to the calendars of the person who asked for it.
public struct PlannedBlockListener: TaskChangeListener {
  /// A listener.
  public init() {}

  private static let wantedSQL = SQL(
    "wants_calendar_writes",
    """
    select exists (select from pipeline.calendars c
      where c.workspace_id = $1 and c.user_id = $2 and c.writes_back) as wanted
    """)

  /// Enqueues the job where planned time has changed, or a task was closed, and the person has a
  /// calendar to write to.
  public func tasksChanged(
    _ events: [TaskEvent], in session: any PostgresSession
  ) async throws {
    let actors = Set(
      events.filter { event in
        event.fields.contains("planned_blocks") || event.fields.contains("blocks")
          || event.fields.contains("status") || event.fields.contains("deleted_at")
      }.map { Actor(user: $0.user, workspace: $0.workspace) })
    for actor in actors {
      let row = try await session.queryRow(Self.wantedSQL, [actor.workspace, actor.user])
      guard try row?.get("wanted", as: Bool.self) ?? false else { continue }
      try await JobQueue.enqueue(WriteCalendar.request(for: actor), in: session)
    }
  }
}
