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
      let changes = try await follow(account, from: token)
    {
      return changes
    }
    // The token comes first: what changes while we list is seen again next time.
    let token = try await client.token(account.address)
    let items = try await client.list(
      account.address, from: now.adding(seconds: -CalendarLimits.daysBack * 86_400),
      to: now.adding(seconds: CalendarLimits.daysAhead * 86_400))
    var sync: JSONObject = ["whole_at": .int(now.seconds)]
    sync["token"] = token.map { .string($0) }
    var changes = try await gather(
      items.filter { item in !Self.isKnown(item, known) }, of: account, sync: sync)
    let present = Set(items.map(\.path))
    changes.removed += known.keys.filter { !present.contains($0) }
    return changes
  }

  /// What has changed since a token, in as many answers as the server needs; nil where the server
  /// has lost our place.
  private func follow(
    _ account: CalendarAccount, from token: String
  ) async throws -> CalendarChanges? {
    var token = token
    var items: [CalDAVClient.Item] = []
    for _ in 0..<CalendarLimits.rounds {
      guard let changes = try await client.changes(account.address, since: token) else {
        return nil
      }
      items += changes.items
      guard items.count <= CalendarLimits.resources else { throw CalendarFault(.tooLarge) }
      let isCut = changes.isCut && changes.token != token
      token = changes.token
      if !isCut { break }
    }
    var sync = account.sync
    sync["token"] = .string(token)
    return try await gather(items, of: account, sync: sync)
  }

  private static func isKnown(
    _ item: CalDAVClient.Item, _ known: [String: String?]
  ) -> Bool {
    guard let etag = item.etag, !etag.isEmpty, let stored = known[item.path] else { return false }
    return stored == etag
  }

  /// Fetches what is there of the resources. One that is named twice counts as it was told last.
  private func gather(
    _ items: [CalDAVClient.Item], of account: CalendarAccount, sync: JSONObject
  ) async throws -> CalendarChanges {
    var changes = CalendarChanges(isWhole: false, sync: sync)
    let collection = (try? WebURL(account.address).target) ?? ""
    let told = Self.last(items).filter { $0.path != collection }
    changes.removed = told.filter { $0.etag == nil }.map(\.path)
    let fetched = try await client.fetch(
      account.address, paths: told.filter { $0.etag != nil }.map(\.path))
    for item in Self.last(fetched) {
      guard let etag = item.etag else {
        changes.removed.append(item.path)
        continue
      }
      // A resource whose text was not delivered must not count as looked at.
      guard let body = item.body else { throw CalendarFault(.unexpected) }
      if CalendarFeed.isCalendar(Array(body.utf8)) {
        changes.stored.append(
          CalendarResource(source: item.path, etag: etag, body: body.filter { $0 != "\0" }))
      }
    }
    return changes
  }

  /// The last of the items of each path, in the order of the paths' first ones.
  private static func last(_ items: [CalDAVClient.Item]) -> [CalDAVClient.Item] {
    var places: [String: Int] = [:]
    var found: [CalDAVClient.Item] = []
    for item in items {
      if let place = places[item.path] {
        found[place] = item
      } else {
        places[item.path] = found.count
        found.append(item)
      }
    }
    return found
  }
}
