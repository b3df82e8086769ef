import FoundationEssentials
public import Shared

/// Looks each night for tasks that were put off three times by way of the app, which tells of it
/// only in `command_log`, and has a breakdown of them offered.
public struct AuditPostponements: JobHandler {
  /// The kind of job.
  public static let kind = JobKind("breakdown.offer", priority: 3, maxAttempts: 3)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  /// A handler.
  public init() {}

  /// The schedule that fires it, at night by UTC.
  public static let schedule = ScheduleDefinition(
    name: "breakdown.offer", kind: kind.name, expression: "27 2 * * *")

  /// The part of a statement that is true for a row of `command_log` that moved a deadline.
  static func isMove(of row: String) -> String {
    """
    \(row).action_type = 'UPDATE_FIELD' and \(row).entity_type = 'TASK'
      and \(row).previous_state ->> 'due_date' <> \(row).new_state ->> 'due_date'
    """
  }

  /// Open tasks without steps, moved so often of late, of which no breakdown was proposed yet; for
  /// whoever moved them last.
  private static let findSQL = SQL(
    "find_postponed_tasks",
    """
    select t.id, t.workspace_id, m.user_id from (
      select l.entity_id, (array_agg(l.user_id order by l.created_at desc))[1] as user_id
      from public.command_log l
      where l.created_at > now() - make_interval(days => $2) and \(isMove(of: "l"))
      group by l.entity_id
      having count(*) >= $1 and max(l.created_at) > now() - interval '25 hours') m
    join public.tasks t on t.id = m.entity_id
    where t.deleted_at is null and t.status in ('TODO', 'IN_PROGRESS')
      and not exists (select from public.tasks c
        where c.parent_task_id = t.id and c.deleted_at is null)
      and not exists (select from pipeline.proposals p
        where p.workspace_id = t.workspace_id and p.task_id = t.id and p.kind = 'breakdown')
    order by t.id limit $3
    """)

  /// Enqueues a breakdown of each, with the end of the job.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    .done(
      effects: { session in
        // A database without the app's tables has nothing to look through.
        guard try await AppTables.has("command_log", in: session) else { return }
        let rows = try await session.query(
          Self.findSQL,
          [
            Int64(BreakdownLimits.postponements), Int32(BreakdownLimits.postponementDays),
            Int64(BreakdownLimits.offersPerNight),
          ])
        let requests = try rows.map { row in
          BreakdownJob.request(
            try row.get("id", as: UUID.self), BreakdownOptions(),
            as: Actor(
              user: try row.get("user_id", as: UUID.self),
              workspace: try row.get("workspace_id", as: UUID.self)), isOffered: true)
        }
        try await JobQueue.enqueue(requests, in: session)
      })
  }
}
