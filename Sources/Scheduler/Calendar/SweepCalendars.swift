import FoundationEssentials
public import Shared

/// Enqueues a look at every calendar that was not looked at for an hour, and a write to every one in
/// which something else stands than was accepted.
public struct SweepCalendars: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "calendar.sweep", priority: 3, maxAttempts: 3, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  /// A handler.
  public init() {}

  /// The schedule that fires it, each quarter of an hour.
  public static let schedule = ScheduleDefinition(
    name: "calendar.sweep", kind: kind.name, expression: "*/15 * * * *", missedRuns: .skip)

  private static let dueSQL = SQL(
    "list_due_calendars",
    """
    select id, workspace_id from pipeline.calendars
    where kind <> 'file' and removed_at is null and coalesce(synced_at, '-infinity') < now() - interval '55 minutes'
      and updated_at < now() - least(failures, 24) * interval '30 minutes'
    order by synced_at nulls first limit 5000
    """)

  private static let unwrittenSQL = SQL(
    "list_unwritten_calendars",
    """
    with wanted as (\(WriteCalendar.wanted)),
    waiting as (
      select c.id, c.workspace_id, c.user_id from pipeline.calendars c
      where c.writes_back and c.removed_at is null and (c.write_failed_at is null
        or c.write_failed_at < now() - least(c.write_failures, 24) * interval '30 minutes'))
    select distinct c.workspace_id, c.user_id from waiting c
    where exists (select from wanted b where b.workspace_id = c.workspace_id
        and b.user_id = c.user_id and not exists (select from pipeline.calendar_writes w
          where w.calendar_id = c.id and w.event_id = '\(CalendarWriteBack.identifierPrefix)' || b.id
            and w.during = b.during and w.title = b.title and not w.is_pending))
      or exists (select from pipeline.calendar_writes w
        where w.calendar_id = c.id and upper(w.during) > now() and not exists (
          select from wanted b where b.workspace_id = c.workspace_id and b.user_id = c.user_id
            and w.event_id = '\(CalendarWriteBack.identifierPrefix)' || b.id))
    limit 5000
    """)

  /// Enqueues the looks and writes with the end of the job; what failed often is tried less often.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    .done(
      effects: { session in
        try await Self.enqueueWrites(in: session)
        let requests = try await session.query(Self.dueSQL).map { row in
          let id = try row.get("id", as: UUID.self).uuidString.lowercased()
          return JobRequest(
            SyncCalendar.kind, args: ["calendar_id": .string(id)],
            workspace: try row.get("workspace_id", as: UUID.self), uniqueKey: id)
        }
        try await JobQueue.enqueue(requests, in: session)
      })
  }

  /// Enqueues the writes of those in whose calendars something else stands than was accepted.
  static func enqueueWrites(in session: any PostgresSession) async throws {
    // A database without the app's tables has no blocks.
    guard try await AppTables.has("tasks", in: session) else { return }
    let requests = try await session.query(unwrittenSQL).map { row in
      WriteCalendar.request(
        for: Actor(
          user: try row.get("user_id", as: UUID.self),
          workspace: try row.get("workspace_id", as: UUID.self)))
    }
    if !requests.isEmpty { try await JobQueue.enqueue(requests, in: session) }
  }
}
