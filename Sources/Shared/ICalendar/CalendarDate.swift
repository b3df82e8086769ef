/// One RDATE: a moment, with an end of its own where it is a period.
public struct CalendarDate: Hashable, Sendable {
  /// When the instance begins.
  public var start: CivilMoment
  /// How long it lasts; nil as long as the item.
  public var length: CalendarItem.Length?

  /// An instance at that moment.
  public init(_ start: CivilMoment, length: CalendarItem.Length? = nil) {
    self.start = start
    self.length = length
  }
}
