/// A calendar that events are written to. Only events of ours are named.
protocol CalendarTarget: Sendable {
  /// Writes an event that is not there; one that is there already is left.
  func write(_ event: WriteCalendar.Event) async throws
  /// Takes an event out; one that is gone is no fault.
  func remove(_ identifier: String) async throws
}
