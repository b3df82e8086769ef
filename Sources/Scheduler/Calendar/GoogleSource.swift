import Shared

/// A Google calendar: its events page by page, afterwards only what has changed.
struct GoogleSource: Sendable {
  /// Where Google is.
  let service: GoogleService
  /// The way to it.
  let client: GoogleClient

  /// Looks at the calendar. `known` are the stored events.
  ///
  /// 410 means that Google has forgotten our place: everything is listed anew. The next place stands
  /// on the last page only, so a list that breaks off begins again from the old one.
  func look(
    _ account: CalendarAccount, known: Set<String>, now: Instant
  ) async throws -> CalendarChanges {
    if let token = account.sync["token"]?.stringValue,
      let changes = try await list(account, [("syncToken", token)], known: known)
    {
      return changes
    }
    let start = now.adding(seconds: -CalendarLimits.daysBack * 86_400)
    guard
      var changes = try await list(account, [("timeMin", start.description)], known: known)
    else { throw CalendarFault(.unexpected, status: 410) }
    changes.isWhole = true
    return changes
  }

  /// All pages of a list; nil where the place is gone.
  private func list(
    _ account: CalendarAccount, _ start: [(String, String)], known: Set<String>
  ) async throws -> CalendarChanges? {
    var changes = CalendarChanges(sync: [:])
    var events: [String: (updated: String, change: Change)] = [:]
    var order: [String] = []
    var bytes = 0
    var page: String?
    for _ in 0..<CalendarLimits.pages {
      var query = start
      query += [
        ("maxResults", "\(CalendarLimits.pageEntries)"), ("singleEvents", "false"),
        ("showDeleted", "true"),
      ]
      if let page { query.append(("pageToken", page)) }
      let (status, json) = try await client.send(
        .get, service.url(["calendars", account.address, "events"], query: query))
      if status == 410 { return nil }
      guard status == 200 else { throw CalendarFault(status: status) }
      for event in json["items"]?.arrayValue ?? [] {
        guard let id = event["id"]?.stringValue else { continue }
        let updated = event["updated"]?.stringValue ?? ""
        // The same event may stand on two pages; the later version of it counts.
        if let other = events[id] {
          if updated < other.updated { continue }
        } else {
          order.append(id)
        }
        let change = Self.change(id, event)
        bytes += change.bytes
        events[id] = (updated, change)
      }
      guard bytes <= CalendarLimits.calendarBytes else { throw CalendarFault(.tooLarge) }
      page = json["nextPageToken"]?.stringValue
      if page == nil {
        guard let token = json["nextSyncToken"]?.stringValue else {
          throw CalendarFault(.unexpected)
        }
        changes.sync["token"] = .string(token)
        for id in order { add(id, events[id]?.change ?? .none, known, to: &changes) }
        return changes
      }
    }
    throw CalendarFault(.tooLarge)
  }

  /// What one event of a list means for what is stored.
  private enum Change {
    case stored(CalendarResource)
    case removed
    case none

    /// Bytes of its text.
    var bytes: Int {
      if case .stored(let resource) = self { resource.body.utf8.count } else { 0 }
    }
  }

  private static func change(_ id: String, _ event: JSONValue) -> Change {
    let isCancelled = event["status"]?.stringValue == "cancelled"
    if isCancelled, event["recurringEventId"] == nil { return .removed }
    guard let body = GoogleEvent.calendar(id, event) else { return .none }
    return .stored(CalendarResource(source: id, etag: event["etag"]?.stringValue, body: body))
  }

  private func add(
    _ id: String, _ change: Change, _ known: Set<String>, to changes: inout CalendarChanges
  ) {
    switch change {
    case .stored(let resource): changes.stored.append(resource)
    case .removed:
      changes.removed.append(id)
      // Exceptions of a series are named after it and go with it.
      changes.removed += known.filter { $0.hasPrefix(id + "_") }
    case .none: break
    }
  }
}
