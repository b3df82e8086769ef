/// One instance of an event or task, with everything that replaces it applied.
public struct CalendarOccurrence: Hashable, Sendable {
  /// The item that it is an instance of: the replacement where one stands for it.
  public var item: CalendarItem
  /// When it begins.
  public var start: CivilMoment
  /// When it ends; the start itself where it takes no time.
  public var end: CivilMoment
  /// Both as instants, whole days and floating times read in the reader's zone. Where the instance
  /// takes no time, the range is empty in effect and holds its start for a microsecond.
  public var range: InstantRange
  /// The start that the series gave it, which names it (RECURRENCE-ID); nil outside of a series.
  public var recurrenceID: CivilMoment?
}
