import Shared

/// One row of `task_recurrence_exceptions`: what the app says about one occurrence of a series.
struct SeriesException: Hashable, Sendable {
  /// When the rule has the occurrence.
  var original: Instant
  /// Where it was moved to.
  var moved: Instant?
  /// True where it is done or struck out, so that no row is to be made for it.
  var isClosed: Bool
}
