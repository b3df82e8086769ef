import FoundationEssentials
import Shared
import Support
import Synchronization
import Testing

@testable import Scheduler

/// What is made of the answers of CalDAV servers that are not as usual.
@Suite struct CalDAVAnswerTests {
  private let now = Instant(seconds: 1_795_600_000)

  /// Answers sync-collection and multiget reports with those responses, one after the other.
  private func server(changes: [String], texts: [String] = []) -> ScriptedServer {
    let changes = Mutex(changes)
    let texts = Mutex(texts)
    return ScriptedServer { request, answer in
      let body = String(decoding: request.body, as: UTF8.self)
      func next(_ list: borrowing Mutex<[String]>) -> String {
        list.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? "" }
      }
      let isChanges = body.contains("sync-collection")
      let responses = isChanges ? next(changes) : next(texts)
      let text = """
        <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\(responses)\
        \(isChanges ? "<D:sync-token>\(responses.utf8.count)</D:sync-token>" : "")</D:multistatus>
        """
      answer.answer(207, "Content-Type: application/xml\r\n", Array(text.utf8))
      return true
    }
  }

  private func gone(_ path: String, _ status: Int) -> String {
    "<D:response><D:href>\(path)</D:href><D:status>HTTP/1.1 \(status) X</D:status></D:response>"
  }

  private func properties(_ path: String, _ status: Int, _ properties: String) -> String {
    """
    <D:response><D:href>\(path)</D:href><D:propstat><D:prop>\(properties)</D:prop>\
    <D:status>HTTP/1.1 \(status) X</D:status></D:propstat></D:response>
    """
  }

  private func there(_ path: String, _ etag: String = "1") -> String {
    properties(path, 200, "<D:getetag>\(etag)</D:getetag>")
  }

  private func text(_ path: String, _ etag: String, _ title: String) -> String {
    properties(
      path, 200,
      """
      <D:getetag>\(etag)</D:getetag><C:calendar-data>BEGIN:VCALENDAR\nBEGIN:VEVENT\n\
      SUMMARY:\(title)\nEND:VEVENT\nEND:VCALENDAR\n</C:calendar-data>
      """)
  }

  private func look(_ server: ScriptedServer) async throws -> CalendarChanges {
    let place = SocketAddress(host: "127.0.0.1", port: server.port)
    let client = CalDAVClient(
      client: .public(allowing: [place]), credentials: ("ada", "secret"), exceptions: [place])
    var account = CalendarAccount(
      kind: .caldav, name: "Work", address: "http://127.0.0.1:\(server.port)/dav/",
      actor: Actor(user: UUID(), workspace: UUID()))
    account.sync = ["token": "start", "whole_at": .int(now.seconds)]
    return try await CalDAVSource(client: client).look(account, known: [:], now: now)
  }

  @Test("only what the server says is gone counts as gone", arguments: [404, 410])
  func gone(_ status: Int) async throws {
    let changes = try await look(server(changes: [gone("/dav/a", status)]))
    #expect(changes.removed == ["/dav/a"])
  }

  @Test(
    "a resource that the server cannot deliver makes the look fail", arguments: [403, 500, 503])
  func broken(_ status: Int) async throws {
    for answer in [
      gone("/dav/a", status), properties("/dav/a", status, "<D:getetag/>"),
    ] {
      let fault = await #expect(throws: CalendarFault.self) {
        try await look(server(changes: [answer]))
      }
      #expect(fault?.status == status)
      #expect(fault?.isPassing == true)
      let late = await #expect(throws: CalendarFault.self) {
        try await look(server(changes: [there("/dav/a")], texts: [answer]))
      }
      #expect(late?.status == status)
    }
    // The text alone is what it could not deliver.
    await #expect(throws: CalendarFault.self) {
      try await look(server(changes: [there("/dav/a")], texts: [there("/dav/a")]))
    }
  }

  @Test("a resource that is named twice is stored once, as it was told last")
  func twice() async throws {
    let changes = try await look(
      server(
        changes: [
          there("/dav/a") + gone("/dav/b", 404) + there("/dav/a", "2") + there("/dav/b")
        ],
        texts: [
          text("/dav/a", "1", "old") + text("/dav/b", "1", "b") + text("/dav/a", "2", "new")
        ]))
    #expect(changes.removed.isEmpty)
    #expect(changes.stored.map(\.source) == ["/dav/a", "/dav/b"])
    #expect(changes.stored.map(\.etag) == ["2", "1"])
    #expect(changes.stored.first?.body.contains("new") ?? false)
  }

  @Test("changes that come in several answers are followed to their end")
  func cut() async throws {
    let changes = try await look(
      server(
        changes: [there("/dav/a") + gone("/dav/", 507), gone("/dav/b", 404)],
        texts: [text("/dav/a", "1", "a")]))
    #expect(changes.stored.map(\.source) == ["/dav/a"])
    #expect(changes.removed == ["/dav/b"])
    #expect(changes.sync["token"]?.stringValue == "\(gone("/dav/b", 404).utf8.count)")
  }

  @Test("a calendar of more than its bytes is refused, in one look and over several")
  func bytes() async throws {
    let server = server(changes: [there("/dav/a")], texts: [text("/dav/a", "1", "a")])
    let place = SocketAddress(host: "127.0.0.1", port: server.port)
    let client = CalDAVClient(
      client: .public(allowing: [place]), credentials: ("ada", "secret"), exceptions: [place])
    let address = "http://127.0.0.1:\(server.port)/dav/"
    #expect(try await client.fetch(address, paths: ["/dav/a"], limit: 1_000).count == 1)
    let fault = await #expect(throws: CalendarFault.self) {
      try await client.fetch(address, paths: ["/dav/a"], limit: 50)
    }
    #expect(fault?.code == .tooLarge)
    try await CalendarWorld.with(ports: [server.port]) { calendars in
      let world = calendars.world
      let account = try await calendars.setup.add(
        kind: .caldav, name: "Work", address: address, username: "ada", secret: "secret",
        for: world.actor)
      try await world.pool.execute(
        SQL(
          "",
          """
          update pipeline.calendars set sync = jsonb_build_object('token', 'start',
            'whole_at', extract(epoch from now())::bigint)
          """))
      func fill(_ source: String) async throws {
        try await world.pool.execute(
          SQL(
            "",
            """
            insert into pipeline.calendar_events (calendar_id, workspace_id, source, body)
            values ($1, $2, $3, repeat('x', $4::int))
            """),
          [account.id, world.workspace, source, Int64(CalendarLimits.calendarBytes - 10)])
      }
      // What is replaced does not count.
      try await fill("/dav/a")
      #expect(try await calendars.sync(account.id).stored.count == 1)
      try await fill("/dav/b")
      let fault = await #expect(throws: CalendarFault.self) {
        try await calendars.sync(account.id)
      }
      #expect(fault?.code == .tooLarge)
      #expect(fault?.isPassing == false)
    }
  }
}
