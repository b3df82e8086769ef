import FoundationEssentials
import NLParse
import Scheduler
import Shared

/// The days of a breakdown by the person's calendars, plans and planning preferences.
struct CalendarFreeDays: FreeDays {
  /// The database.
  let pool: PostgresPool
  /// The settings in force.
  let settings: Settings

  /// The minutes that the planner would find.
  func freeMinutes(
    from: Instant, until: Instant, for task: UUID, as actor: Actor
  ) async throws -> [CivilDate: Int]? {
    try await FreeMinutes.byDay(
      from: from, until: until, for: task, as: actor, pool: pool, settings: settings)
  }
}
