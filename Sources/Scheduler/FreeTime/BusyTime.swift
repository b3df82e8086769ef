public import FoundationEssentials
public import Shared

/// Time that a calendar, or another plan, has taken.
public struct BusyTime: Hashable, Sendable {
  /// When.
  public var range: InstantRange
  /// What it is, as the calendar calls it; nil where it says nothing.
  public var title: String?
  /// The calendar it stands in; nil for plans of other workspaces.
  public var calendar: UUID?
  /// True for whole days.
  public var isAllDay: Bool

  /// Taken time.
  public init(
    _ range: InstantRange, title: String? = nil, calendar: UUID? = nil, isAllDay: Bool = false
  ) {
    self.range = range
    self.title = title
    self.calendar = calendar
    self.isAllDay = isAllDay
  }
}
