import Shared

/// A Google calendar that events are written to.
struct GoogleTarget: CalendarTarget {
  /// Where Google is.
  let service: GoogleService
  /// The way to it.
  let client: GoogleClient
  /// The calendar's id.
  let calendar: String

  /// Google takes ids of a to v and digits; ours is the block's hexadecimal digits.
  private func id(_ identifier: String) -> String {
    "fractal" + identifier.dropFirst(CalendarWriteBack.identifierPrefix.count).filter { $0 != "-" }
  }

  /// Writes an event that is not there.
  func write(_ event: WriteCalendar.Event) async throws {
    guard let lower = event.during.lower, let upper = event.during.upper else { return }
    let body: JSONValue = [
      "id": .string(id(event.identifier)), "summary": .string(event.title),
      "start": ["dateTime": .string(lower.description)],
      "end": ["dateTime": .string(upper.description)],
      "extendedProperties": ["private": ["fractalBlock": .string(event.identifier)]],
    ]
    let (status, _) = try await client.send(
      .post, service.url(["calendars", calendar, "events"]), body: body)
    // 409: an attempt before has written it. A deleted event keeps its id, so it is brought back.
    if status == 409 {
      var update = body.objectValue ?? [:]
      update["status"] = "confirmed"
      let (second, _) = try await client.send(
        .put, service.url(["calendars", calendar, "events", id(event.identifier)]),
        body: .object(update))
      guard (200..<300).contains(second) else { throw CalendarFault(status: second) }
      return
    }
    guard (200..<300).contains(status) else { throw CalendarFault(status: status) }
  }

  /// Takes an event out.
  func remove(_ identifier: String) async throws {
    let (status, _) = try await client.send(
      .delete, service.url(["calendars", calendar, "events", id(identifier)]))
    guard (200..<300).contains(status) || status == 404 || status == 410 else {
      throw CalendarFault(status: status)
    }
  }
}
