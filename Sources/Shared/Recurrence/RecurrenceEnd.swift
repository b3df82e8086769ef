/// Where a rule ends.
public enum RecurrenceEnd: Hashable, Sendable {
  /// Nowhere.
  case never

  /// After that many instances of the rule, from the series' start, exceptions included.
  case count(Int)

  /// With the last instance at or before this.
  case until(RecurrenceLimit)
}
