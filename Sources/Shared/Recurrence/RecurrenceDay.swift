/// One item of BYDAY: a weekday, all of them in the period or the nth alone.
public struct RecurrenceDay: Hashable, Sendable {
  /// Which one of the month or year, counted from its end where negative; nil for all of them.
  public let ordinal: Int?

  /// The weekday.
  public let weekday: Weekday

  /// Every such weekday, or the `ordinal`th one (±1...53).
  public init(_ weekday: Weekday, ordinal: Int? = nil) {
    self.weekday = weekday
    self.ordinal = ordinal
  }
}
