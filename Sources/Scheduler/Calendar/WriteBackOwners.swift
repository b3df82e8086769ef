import FoundationEssentials
import Shared

/// Finds whose calendars have to be written since tasks have changed.
enum WriteBackOwners {
  private static let ownersSQL = SQL(
    "owners_of_written_blocks",
    """
    with changed as (
      select task, workspace from unnest($1::uuid[], $2::uuid[]) as r (task, workspace)),
    owners as (
      select b.workspace_id, b.user_id from changed r
      join pipeline.planned_blocks b on b.task_id = r.task and b.workspace_id = r.workspace
      where b.state = 'planned' and upper(b.during) > now()
      union
      select w.workspace_id, w.user_id from changed r
      join pipeline.calendar_writes w on w.task_id = r.task and w.workspace_id = r.workspace
      where upper(w.during) > now()
      union
      select workspace, person from unnest($3::uuid[], $4::uuid[]) as a (workspace, person))
    select o.workspace_id, o.user_id from owners o
    where exists (select from pipeline.calendars c where c.workspace_id = o.workspace_id
      and c.user_id = o.user_id and c.writes_back and c.removed_at is null)
    """)

  /// Enqueues ``WriteCalendar`` for all who have blocks of those tasks to come, or events of them in
  /// their calendars, and for those actors; only for who has a calendar that is written to.
  static func enqueue(
    _ tasks: [(task: UUID, workspace: UUID)], actors: [Actor] = [],
    in session: any PostgresSession
  ) async throws {
    guard !tasks.isEmpty || !actors.isEmpty else { return }
    let rows = try await session.query(
      ownersSQL,
      [
        tasks.map(\.task), tasks.map(\.workspace), actors.map(\.workspace), actors.map(\.user),
      ])
    let requests = try rows.map { row in
      WriteCalendar.request(
        for: Actor(
          user: try row.get("user_id", as: UUID.self),
          workspace: try row.get("workspace_id", as: UUID.self)))
    }
    guard !requests.isEmpty else { return }
    try await JobQueue.enqueue(requests, in: session)
  }
}
