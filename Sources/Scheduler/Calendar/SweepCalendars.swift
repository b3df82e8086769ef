import FoundationEssentials
public import Shared

/// Enqueues a look at every calendar that was not looked at for an hour.
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
    where kind <> 'file' and coalesce(synced_at, '-infinity') < now() - interval '55 minutes'
      and updated_at < now() - least(failures, 24) * interval '30 minutes'
    order by synced_at nulls first limit 5000
    """)

  /// Enqueues the looks with the end of the job; one that failed often is looked at less often.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    .done(
      effects: { session in
        let requests = try await session.query(Self.dueSQL).map { row in
          let id = try row.get("id", as: UUID.self).uuidString.lowercased()
          return JobRequest(
            SyncCalendar.kind, args: ["calendar_id": .string(id)],
            workspace: try row.get("workspace_id", as: UUID.self), uniqueKey: id)
        }
        try await JobQueue.enqueue(requests, in: session)
      })
  }
}
