import Shared

/// A CalDAV collection that events are written to.
struct CalDAVTarget: CalendarTarget {
  /// The way to the server.
  let client: CalDAVClient
  /// The collection.
  let address: String

  private func place(_ identifier: String) -> String {
    (address.hasSuffix("/") ? address : address + "/") + identifier + ".ics"
  }

  /// Writes an event that is not there.
  func write(_ event: WriteCalendar.Event) async throws {
    var item = CalendarItem(.event, identifier: event.identifier)
    guard let lower = event.during.lower, let upper = event.during.upper else { return }
    item.start = .zoned(Zone.utc.local(at: lower), .utc)
    item.length = .seconds(Int(upper.seconds - lower.seconds))
    item.summary = event.title
    item.stamp = lower
    let text = ICalendarWriter.text(items: [item], now: lower)
    _ = try await client.put(place(event.identifier), body: text, over: nil)
  }

  /// Takes an event out.
  func remove(_ identifier: String) async throws {
    try await client.delete(place(identifier))
  }
}
