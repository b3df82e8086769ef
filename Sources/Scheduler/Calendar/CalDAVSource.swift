import Shared

/// A CalDAV collection: what has changed since the last look, all of it once a week or where the
/// server has lost our place.
struct CalDAVSource: Sendable {
  /// The way to the server.
  let client: CalDAVClient

  /// Seconds after which everything is listed anew, since time brings other events into the window.
  private static let wholeSeconds: Int64 = 7 * 86_400

  /// Looks at the collection. `known` are the stored versions.
  func look(
    _ account: CalendarAccount, known: [String: String?], now: Instant
  ) async throws -> CalendarChanges {
    let isRecent = (account.sync["whole_at"]?.intValue ?? 0) + Self.wholeSeconds > now.seconds
    if isRecent, let token = account.sync["token"]?.stringValue,
      let changes = try await client.changes(account.address, since: token)
    {
      var sync = account.sync
      sync["token"] = .string(changes.token)
      return try await gather(changes.items, of: account, isWhole: false, sync: sync)
    }
    // The token comes first: what changes while we list is seen again next time.
    let token = try await client.token(account.address)
    let items = try await client.list(
      account.address, from: now.adding(seconds: -CalendarLimits.daysBack * 86_400),
      to: now.adding(seconds: CalendarLimits.daysAhead * 86_400))
    var sync: JSONObject = ["whole_at": .int(now.seconds)]
    sync["token"] = token.map { .string($0) }
    var changes = try await gather(
      items.filter { item in !Self.isKnown(item, known) }, of: account, isWhole: false, sync: sync)
    let present = Set(items.map(\.path))
    changes.removed += known.keys.filter { !present.contains($0) }
    return changes
  }

  private static func isKnown(
    _ item: CalDAVClient.Item, _ known: [String: String?]
  ) -> Bool {
    guard let etag = item.etag, !etag.isEmpty, let stored = known[item.path] else { return false }
    return stored == etag
  }

  private func gather(
    _ items: [CalDAVClient.Item], of account: CalendarAccount, isWhole: Bool, sync: JSONObject
  ) async throws -> CalendarChanges {
    var changes = CalendarChanges(isWhole: isWhole, sync: sync)
    let collection = (try? WebURL(account.address).target) ?? ""
    let present = items.filter { $0.etag != nil && $0.path != collection }
    changes.removed = items.filter { $0.etag == nil }.map(\.path)
    let fetched = try await client.fetch(account.address, paths: present.map(\.path))
    for item in fetched {
      if let body = item.body, CalendarFeed.isCalendar(Array(body.utf8)) {
        changes.stored.append(
          CalendarResource(source: item.path, etag: item.etag, body: body.filter { $0 != "\0" }))
      } else if item.etag == nil {
        changes.removed.append(item.path)
      }
    }
    return changes
  }
}
