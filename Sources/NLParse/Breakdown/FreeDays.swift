public import Shared

/// Tells how much of each day is free, where calendars are known.
public protocol FreeDays: Sendable {
  /// Free minutes by day for the acting person; nil where nobody knows their calendars, and then no
  /// dates are suggested.
  func freeMinutes(
    from first: CivilDate, through last: CivilDate, zone: Zone, as actor: Actor
  ) async throws -> [CivilDate: Int]?
}
