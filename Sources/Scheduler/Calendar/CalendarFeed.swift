import Shared

/// A calendar at a URL, fetched only where it has changed (RFC 9110 section 13).
struct CalendarFeed: Sendable {
  /// The client for URLs from outside.
  let client: HTTPClient

  /// Looks at the feed; nil where nothing has changed. Throws ``CalendarFault``.
  func look(_ account: CalendarAccount) async throws -> CalendarChanges? {
    var headers: HTTPHeaders = ["Accept": "text/calendar, */*;q=0.5"]
    headers["If-None-Match"] = account.sync["etag"]?.stringValue
    headers["If-Modified-Since"] = account.sync["last_modified"]?.stringValue
    var request = HTTPClientRequest(.get, Self.address(account.address), headers: headers)
    request.bodyLimit = CalendarLimits.bytes
    request.totalTimeout = .seconds(CalendarLimits.requestSeconds)
    let response: HTTPClientResponse
    let body: [UInt8]
    do {
      (response, body) = try await client.fetch(request)
    } catch {
      throw CalendarFault(error)
    }
    if response.status == 304 { return nil }
    guard response.status == 200 else { throw CalendarFault(status: response.status) }
    guard Self.isCalendar(body) else { throw CalendarFault(.notACalendar) }
    var sync: JSONObject = [:]
    sync["etag"] = response.headers["ETag"].map { .string($0) }
    sync["last_modified"] = response.headers["Last-Modified"].map { .string($0) }
    let text = ICalendar.text(of: body)
    return CalendarChanges(
      stored: [CalendarResource(source: "", etag: response.headers["ETag"], body: text)],
      isWhole: true, sync: sync)
  }

  /// `webcal:` is what calendars call https.
  static func address(_ text: String) -> String {
    let lower = text.prefix(9).lowercased()
    if lower.hasPrefix("webcals:") { return "https:" + text.dropFirst(8) }
    if lower.hasPrefix("webcal:") { return "https:" + text.dropFirst(7) }
    return text
  }

  /// True where a calendar begins somewhere near the start.
  static func isCalendar(_ body: [UInt8]) -> Bool {
    let head = String(decoding: body.prefix(1_024), as: UTF8.self).uppercased()
    return head.contains("BEGIN:VCALENDAR")
  }
}
