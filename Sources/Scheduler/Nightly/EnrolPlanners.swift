import FoundationEssentials
public import Shared

/// Gives everybody with open tasks a nightly plan in their own zone, and takes it from those who
/// may no longer act.
///
/// Only who has said `enabled=false` is left out: a proposal changes nothing until it is accepted.
/// An operator who wants none for people who did not ask pauses the schedule `plan.enrol`.
public struct EnrolPlanners: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "plan.enrol", priority: 3, maxAttempts: 3, uniqueScope: .whileUnfinished,
    retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  /// A handler.
  public init() {}

  /// The schedule that fires it, each hour.
  public static let schedule = ScheduleDefinition(
    name: "plan.enrol", kind: kind.name, expression: "43 * * * *", missedRuns: .skip)

  private static let missingSQL = SQL(
    "list_people_to_plan",
    """
    select m.workspace_id, m.user_id, coalesce(u.timezone, 'UTC') as timezone, now() as now,
      coalesce(p.settings, '{}') as settings
    from public.workspace_members m
    join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    join public.users x on x.id = m.user_id and x.is_active
    left join public.user_settings u on u.user_id = m.user_id
    left join pipeline.planning_preferences p
      on p.workspace_id = m.workspace_id and p.user_id = m.user_id
    left join pipeline.schedules s on s.name = 'plan.' || m.workspace_id || '.' || m.user_id
    where coalesce(p.settings->>'enabled', 'true') <> 'false'
      and (s.name is null or s.next_at is null or jsonb_array_length(coalesce(p.settings->'journeys', '[]')) > 0
        or s.zone <> coalesce(p.settings->>'zone', u.timezone, 'UTC'))
      and exists (select from public.tasks t
        left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = t.workspace_id
        where t.workspace_id = m.workspace_id and coalesce(f.assignee_id, t.created_by) = m.user_id
          and t.deleted_at is null and t.status in ('TODO', 'IN_PROGRESS'))
    order by (s.name is not null), m.workspace_id, m.user_id limit $1
    """)

  private static let goneSQL = SQL(
    "list_people_gone",
    """
    select s.name from pipeline.schedules s
    where s.kind = 'plan.night' and not exists (
      select from public.workspace_members m
      join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
      join public.users x on x.id = m.user_id and x.is_active
      where m.workspace_id = s.workspace_id and m.user_id = s.user_id)
    limit $1
    """)

  /// Sets and removes schedules with the end of the job.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    .done(
      effects: { session in
        // A database without the app's tables has nobody to plan for.
        guard try await AppTables.has("tasks", in: session) else { return }
        try await Self.enrol(in: session)
      })
  }

  /// Sets what is missing or of another zone, and removes what nobody has any more; at most
  /// ``PlanningLimits/enrolments`` of each.
  static func enrol(in session: any PostgresSession) async throws {
    let limit = Int64(PlanningLimits.enrolments)
    let definitions = try await session.query(missingSQL, [limit]).map(definition)
    if !definitions.isEmpty { try await Schedules.set(definitions, in: session) }
    let gone = try await session.query(goneSQL, [limit]).map { try $0.get("name", as: String.self) }
    if !gone.isEmpty { try await Schedules.remove(gone, in: session) }
  }

  private static func definition(_ row: PostgresRow) throws -> ScheduleDefinition {
    let actor = Actor(
      user: try row.get("user_id", as: UUID.self),
      workspace: try row.get("workspace_id", as: UUID.self))
    let settings = try row.get("settings", as: JSONValue.self)
    let name = try row.get("timezone", as: String.self)
    let known = PreferenceStore.Known(
      preferences: (try? PlanningPreferences(json: settings)) ?? PlanningPreferences(),
      isSaved: true, learned: .object([:]),
      appZone: (try? TimeZoneDatabase.system.zone(named: name)) ?? .utc, email: nil,
      now: try row.get("now", as: Instant.self))
    return PreferenceStore.schedule(for: actor, known)
  }
}
