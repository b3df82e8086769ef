import FoundationEssentials
public import Shared

/// The planning preferences of a person in the database.
public enum PreferenceStore {
  /// The queue's name of a person's nightly run.
  static func scheduleName(_ actor: Actor) -> String {
    "plan.\(actor.workspace.uuidString.lowercased()).\(actor.user.uuidString.lowercased())"
  }

  private static let readSQL = SQL(
    "read_planning_preferences",
    """
    select p.settings, coalesce(p.learned, '{}') as learned,
      coalesce(u.timezone, 'UTC') as timezone, lower(x.email) as email, now() as now
    from public.users x
    left join public.user_settings u on u.user_id = x.id
    left join pipeline.planning_preferences p on p.user_id = x.id and p.workspace_id = $1
    where x.id = $2
    """)

  private static let writeSQL = SQL(
    "write_planning_preferences",
    """
    insert into pipeline.planning_preferences as p (workspace_id, user_id, settings)
    values ($1, $2, $3)
    on conflict (workspace_id, user_id) do update set settings = excluded.settings,
      version = p.version + 1, updated_at = now()
    """)

  private static let learnSQL = SQL(
    "write_learned_habits",
    """
    insert into pipeline.planning_preferences as p (workspace_id, user_id, learned)
    values ($1, $2, $3)
    on conflict (workspace_id, user_id) do update set learned = excluded.learned
    """)

  /// What is known of a person for planning.
  public struct Known: Sendable {
    /// The wishes, defaults included.
    public var preferences: PlanningPreferences
    /// True where the person has saved any.
    public var isSaved: Bool
    /// The habits that were learned, as stored.
    public var learned: JSONValue
    /// The zone of the app's settings.
    public var appZone: Zone
    /// The person's address, by which invitations are recognised.
    public var email: String?
    /// The database's time.
    public var now: Instant

    /// The zone of a date: the journey's, else the person's, else the app's.
    public func zone(on date: CivilDate) -> Zone {
      guard let name = preferences.zoneName(on: date),
        let zone = try? TimeZoneDatabase.system.zone(named: name)
      else { return appZone }
      return zone
    }

    /// The zone in which the person is now.
    public var zone: Zone { zone(at: now) }

    /// The zone in which the person is, or was, at a moment.
    public func zone(at moment: Instant) -> Zone {
      zone(on: zone(on: appZone.date(at: moment)).date(at: moment))
    }
  }

  /// The person's preferences; throws where the actor may not act in the workspace.
  public static func read(
    for actor: Actor, in session: any PostgresSession
  ) async throws -> Known {
    try await Permissions.require(actor, in: session)
    guard let row = try await session.queryRow(readSQL, [actor.workspace, actor.user]) else {
      throw PlanningError(.notFound, "there is no such user")
    }
    let settings = try row.get("settings", as: JSONValue?.self)
    let zoneName = try row.get("timezone", as: String.self)
    return Known(
      preferences: try settings.map { try PlanningPreferences(json: $0) } ?? PlanningPreferences(),
      isSaved: settings != nil, learned: try row.get("learned", as: JSONValue.self),
      appZone: (try? TimeZoneDatabase.system.zone(named: zoneName)) ?? .utc,
      email: try row.get("email", as: String?.self), now: try row.get("now", as: Instant.self))
  }

  /// Saves preferences and sets the nightly run by them, in one transaction of the caller.
  public static func save(
    _ preferences: PlanningPreferences, for actor: Actor, in session: any PostgresSession
  ) async throws {
    try await Permissions.require(actor, in: session)
    try await session.execute(writeSQL, [actor.workspace, actor.user, preferences.json])
    let known = try await read(for: actor, in: session)
    guard preferences.isEnabled else {
      try await Schedules.remove([scheduleName(actor)], in: session)
      return
    }
    try await Schedules.set(schedule(for: actor, known), in: session)
  }

  /// The nightly run of a person, in the zone where the person is now.
  static func schedule(for actor: Actor, _ known: Known) -> ScheduleDefinition {
    let runAt = known.preferences.runAt
    return ScheduleDefinition(
      name: scheduleName(actor), kind: PlanNight.kind.name,
      expression: "\(runAt % 60) \(runAt / 60) * * *", zone: known.zone.name,
      args: ["user_id": .string(actor.user.uuidString.lowercased())],
      workspace: actor.workspace, user: actor.user)
  }

  /// Stores what was learned of the person; wishes that nobody has saved stay unsaved.
  static func learn(
    _ learned: JSONValue, for actor: Actor, in session: any PostgresSession
  ) async throws {
    try await session.execute(learnSQL, [actor.workspace, actor.user, learned])
  }
}
