import Shared

/// Speaks CalDAV (RFC 4791, RFC 6578) with one server as one user.
struct CalDAVClient: Sendable {
  /// A collection of a server that holds events.
  struct Collection: Hashable, Sendable {
    /// Its absolute URL.
    var address: String
    /// What the server calls it.
    var name: String
  }

  /// What the server said about one resource.
  struct Item: Hashable, Sendable {
    /// Its path.
    var path: String
    /// Its version; nil where it is gone.
    var etag: String?
    /// Its iCalendar text, where it was asked for.
    var body: String?
  }

  /// The client for URLs from outside.
  let client: HTTPClient
  /// User name and password.
  let credentials: (user: String, password: String)
  /// Private servers that the operator allows, which may be spoken to without TLS.
  let exceptions: [SocketAddress]

  private static let dav = "DAV:"
  private static let caldav = "urn:ietf:params:xml:ns:caldav"

  private static func name(_ local: String) -> String { "\(dav) \(local)" }
  private static func calendarName(_ local: String) -> String { "\(caldav) \(local)" }

  // MARK: Requests

  /// Sends one request; redirects within the same server are followed by hand, since they carry
  /// the password.
  private func send(
    _ method: HTTPMethod, _ address: String, depth: String? = nil, body: String? = nil,
    headers extra: HTTPHeaders = [:], redirects: Int = 3
  ) async throws -> (response: HTTPClientResponse, body: [UInt8]) {
    guard let url = try? WebURL(address), !url.hasCredentials, isPrivateEnough(url) else {
      throw CalendarFault(.refusedAddress)
    }
    var headers = extra
    let secret = Base64.encode(Array("\(credentials.user):\(credentials.password)".utf8))
    headers["Authorization"] = "Basic \(secret)"
    if let depth { headers["Depth"] = depth }
    if body != nil, headers["Content-Type"] == nil {
      headers["Content-Type"] = "application/xml; charset=utf-8"
    }
    var request = HTTPClientRequest(method, address, headers: headers)
    if let body { request.body = .bytes(Array(body.utf8)) }
    request.redirects = 0
    request.bodyLimit = CalendarLimits.bytes
    request.totalTimeout = .seconds(CalendarLimits.requestSeconds)
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do {
      answer = try await client.fetch(request)
    } catch {
      throw CalendarFault(error)
    }
    if [301, 302, 307, 308].contains(answer.response.status), redirects > 0,
      let location = answer.response.headers["Location"],
      let next = try? url.resolving(location), next.host == url.host
    {
      return try await send(
        method, next.text, depth: depth, body: body, headers: extra, redirects: redirects - 1)
    }
    return answer
  }

  /// A password goes over TLS, or to a server that the operator has named.
  private func isPrivateEnough(_ url: WebURL) -> Bool {
    url.scheme == "https"
      || exceptions.contains { $0.port == url.port && $0.host.lowercased() == url.host }
  }

  private func multistatus(
    _ method: HTTPMethod, _ address: String, depth: String, body: String
  ) async throws -> DAVElement {
    let (response, bytes) = try await send(method, address, depth: depth, body: body)
    guard response.status == 207 else { throw CalendarFault(status: response.status) }
    let root = try DAVParser.parse(bytes)
    guard root.name == Self.name("multistatus") else { throw CalendarFault(.unexpected) }
    return root
  }

  /// The properties that a response gives with status 200.
  private static func properties(_ response: DAVElement) -> DAVElement? {
    response.children(name("propstat")).first {
      $0.child(name("status"))?.text.contains(" 200") ?? false
    }?.child(name("prop"))
  }

  private static let propertiesBody =
    """
    <?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:" \
    xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:resourcetype/><D:displayname/>\
    <D:current-user-principal/><C:calendar-home-set/>\
    <C:supported-calendar-component-set/></D:prop></D:propfind>
    """

  // MARK: Discovery

  /// The collections that a person's address leads to: itself where it is one, else those of the
  /// calendar home, found by way of the principal (RFC 6764 section 6).
  func discover(_ address: String) async throws -> [Collection] {
    let origin = try? WebURL(address)
    var places = [address]
    if let known = try? origin?.resolving("/.well-known/caldav").text { places.append(known) }
    var fault = CalendarFault(.gone)
    for place in places {
      do {
        let found = try await collections(from: place)
        if !found.isEmpty { return found }
      } catch let error as CalendarFault {
        if error.code == .notAllowed { throw error }
        fault = error
      }
    }
    throw fault
  }

  private func collections(from address: String, hops: Int = 3) async throws -> [Collection] {
    let root = try await multistatus(
      .propfind, address, depth: "0", body: Self.propertiesBody)
    guard let response = root.children(Self.name("response")).first,
      let properties = Self.properties(response)
    else { return [] }
    if let own = try collection(response, from: address) { return [own] }
    if let home = properties.path(Self.calendarName("calendar-home-set"), Self.name("href")) {
      let place = try resolve(home.text, from: address)
      let list = try await multistatus(.propfind, place, depth: "1", body: Self.propertiesBody)
      return try list.children(Self.name("response")).compactMap {
        try collection($0, from: place)
      }
    }
    guard hops > 0,
      let principal = properties.path(
        Self.name("current-user-principal"), Self.name("href"))
    else { return [] }
    return try await collections(
      from: try resolve(principal.text, from: address), hops: hops - 1)
  }

  private func collection(
    _ response: DAVElement, from address: String
  ) throws -> Collection? {
    guard let properties = Self.properties(response),
      properties.path(Self.name("resourcetype"), Self.calendarName("calendar")) != nil,
      let href = response.child(Self.name("href"))
    else { return nil }
    // Collections of tasks or notes alone hold no events; the attribute names what they hold.
    let place = try resolve(href.text, from: address)
    let name = properties.child(Self.name("displayname"))?.text ?? ""
    return Collection(address: place, name: name)
  }

  /// The absolute URL of a path on the same server.
  func resolve(_ reference: String, from address: String) throws -> String {
    let trimmed = reference.filter { !$0.isWhitespace }
    guard let url = try? WebURL(address), let next = try? url.resolving(trimmed),
      next.host == url.host
    else { throw CalendarFault(.refusedAddress) }
    return next.text
  }

  // MARK: Contents

  /// The collection's sync token; nil where the server has none.
  func token(_ address: String) async throws -> String? {
    let root = try await multistatus(
      .propfind, address, depth: "0",
      body: "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:sync-token/></D:prop></D:propfind>")
    return root.children(Self.name("response")).first
      .flatMap { Self.properties($0)?.child(Self.name("sync-token"))?.text }
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The resources with an event in a window, and their versions.
  func list(_ address: String, from start: Instant, to end: Instant) async throws -> [Item] {
    let window = "start=\"\(Self.stamp(start))\" end=\"\(Self.stamp(end))\""
    let root = try await multistatus(
      .report, address, depth: "1",
      body: """
        <C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>\
        <D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR">\
        <C:comp-filter name="VEVENT"><C:time-range \(window)/></C:comp-filter></C:comp-filter>\
        </C:filter></C:calendar-query>
        """)
    return try items(root)
  }

  /// What has changed since a token, with the next token, and whether there is more to come from
  /// there (RFC 6578 section 3.6); nil where the server knows the token no more.
  func changes(
    _ address: String, since token: String
  ) async throws -> (items: [Item], token: String, isCut: Bool)? {
    let body = """
      <D:sync-collection xmlns:D="DAV:"><D:sync-token>\(Self.escaped(token))</D:sync-token>\
      <D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
      """
    let (response, bytes) = try await send(.report, address, depth: "1", body: body)
    if [403, 409, 410, 412, 507, 400].contains(response.status) { return nil }
    guard response.status == 207 else { throw CalendarFault(status: response.status) }
    let root = try DAVParser.parse(bytes)
    guard let next = root.child(Self.name("sync-token"))?.text, !next.isEmpty else { return nil }
    let isCut = root.children(Self.name("response")).contains { Self.status($0) == 507 }
    return (try items(root), next, isCut)
  }

  /// The texts of resources; throws `tooLarge` where they have more bytes than `limit` together.
  func fetch(
    _ address: String, paths: [String], limit: Int = CalendarLimits.calendarBytes
  ) async throws -> [Item] {
    var found: [Item] = []
    var bytes = 0
    var rest = paths[...]
    while !rest.isEmpty {
      let batch = rest.prefix(CalendarLimits.resourcesPerRequest)
      rest = rest.dropFirst(batch.count)
      let hrefs = batch.map { "<D:href>\(Self.escaped($0))</D:href>" }.joined()
      let root = try await multistatus(
        .report, address, depth: "1",
        body: """
          <C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>\
          <D:getetag/><C:calendar-data/></D:prop>\(hrefs)</C:calendar-multiget>
          """)
      let batchItems = try items(root)
      bytes += batchItems.reduce(0) { $0 + ($1.body?.utf8.count ?? 0) }
      guard bytes <= limit else { throw CalendarFault(.tooLarge) }
      found += batchItems
    }
    return found
  }

  /// Writes one resource where none is yet, or over the version named; returns its new version.
  func put(_ address: String, body: String, over etag: String?) async throws -> String? {
    var headers: HTTPHeaders = ["Content-Type": "text/calendar; charset=utf-8"]
    headers[etag == nil ? "If-None-Match" : "If-Match"] = etag ?? "*"
    let (response, _) = try await send(.put, address, body: body, headers: headers)
    // What is there already was written by an attempt before.
    if response.status == 412, etag == nil { return nil }
    guard response.isSuccess else { throw CalendarFault(status: response.status) }
    return response.headers["ETag"]
  }

  /// Removes one resource, whether or not it is still there.
  func delete(_ address: String) async throws {
    let (response, _) = try await send(.delete, address)
    guard response.isSuccess || response.status == 404 || response.status == 410 else {
      throw CalendarFault(status: response.status)
    }
  }

  /// The resources that an answer tells of. Only 404 and 410 say that one is gone: whatever else
  /// the server could not deliver makes the look fail, so that nothing is taken for deleted.
  private func items(_ root: DAVElement) throws(CalendarFault) -> [Item] {
    var found: [Item] = []
    for response in root.children(Self.name("response")).prefix(CalendarLimits.resources) {
      guard let href = response.child(Self.name("href"))?.text else { continue }
      let path = href.filter { !$0.isWhitespace }
      if let properties = Self.properties(response) {
        found.append(
          Item(
            path: path, etag: properties.child(Self.name("getetag"))?.text ?? "",
            body: properties.child(Self.calendarName("calendar-data"))?.text))
        continue
      }
      switch Self.status(response) {
      case 404, 410: found.append(Item(path: path, etag: nil, body: nil))
      // The collection itself, of which the server tells no more at once.
      case 507: continue
      case let status:
        throw CalendarFault(status == 503 || status == 429 ? .busy : .unexpected, status: status)
      }
    }
    return found
  }

  /// The status of a response, else of its first properties; nil where none stands there.
  private static func status(_ response: DAVElement) -> Int? {
    let own = response.child(name("status")) ?? response.path(name("propstat"), name("status"))
    return own?.text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  /// `20261120T093000Z`.
  private static func stamp(_ instant: Instant) -> String {
    let text = Zone.utc.local(at: instant).description.filter { $0 != "-" && $0 != ":" }
    return "\(text.prefix(15))Z"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
