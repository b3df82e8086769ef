public import FoundationEssentials
public import Shared

/// Tells how much of each day is free, where calendars are known.
public protocol FreeDays: Sendable {
  /// Free minutes by day between two moments for the acting person, what is planned for that task
  /// not counted as taken; nil where nobody knows their days, and then no dates are suggested.
  func freeMinutes(
    from: Instant, until: Instant, for task: UUID, as actor: Actor
  ) async throws -> [CivilDate: Int]?
}
