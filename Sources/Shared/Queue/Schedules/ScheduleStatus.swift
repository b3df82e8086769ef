import FoundationEssentials

/// A schedule and how it stands.
public struct ScheduleStatus: Sendable {
  /// What was set.
  public let definition: ScheduleDefinition
  /// When it is next due; nil for never.
  public let nextAt: Instant?
  /// The time it last fired for.
  public let lastAt: Instant?
  /// True while somebody has paused it.
  public let isPaused: Bool
  /// Why it fires no more.
  public let problem: String?

  /// Its name.
  public var name: String { definition.name }

  /// Reads a row of ``ScheduleStatements/list``.
  init(_ row: PostgresRow) throws(PostgresError) {
    let workspace = try row.get("workspace_id", as: UUID.self)
    definition = ScheduleDefinition(
      name: try row.get("name"), kind: try row.get("kind"), expression: try row.get("expression"),
      zone: try row.get("zone"), args: try row.get("args"),
      workspace: workspace == ClaimedJob.noWorkspace ? nil : workspace,
      user: try row.get("user_id"), queue: try row.get("queue"),
      clockChange: ClockChangePolicy(
        gap: ClockChangePolicy.Gap(rawValue: try row.get("gap")) ?? .shift,
        overlap: ClockChangePolicy.Overlap(rawValue: try row.get("overlap")) ?? .first),
      missedRuns: ScheduleDefinition.MissedRuns(rawValue: try row.get("missed")) ?? .once)
    nextAt = try row.get("next_at")
    lastAt = try row.get("last_at")
    isPaused = try row.get("paused")
    problem = try row.get("problem")
  }
}
