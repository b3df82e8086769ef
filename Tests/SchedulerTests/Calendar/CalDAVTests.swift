import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// CalDAV against a real Radicale.
@Suite(.enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
struct CalDAVTests {
  /// A day soon, and those that follow it, as dates: what is long past is not asked for.
  private static let days: [String] = {
    let first = Instant.machineNow.seconds / 86_400 + 3
    return (0..<Int64(8)).map {
      "\(Instant(seconds: (first + $0) * 86_400))".prefix(10).description
    }
  }()

  /// A day without its dashes.
  private static func basic(_ day: Int) -> String { days[day].filter { $0 != "-" } }

  private func event(_ uid: String, _ lines: [String]) -> String {
    ([
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:\(uid)",
      "DTSTAMP:20261101T000000Z", "SUMMARY:\(uid)",
    ] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
    .joined(separator: "\r\n")
  }

  private func request(
    _ method: String, _ url: String, _ body: String = "", type: String = "text/calendar"
  ) throws -> Int {
    let output = try PythonPeer.run(
      "dav_request.py", input: body,
      environment: ["DAV_METHOD": method, "DAV_URL": url, "DAV_TYPE": type])
    return Int(output.filter(\.isNumber)) ?? 0
  }

  @Test("a calendar is discovered, followed through changes, and found anew when the token is lost")
  func endToEnd() async throws {
    let server = try PythonServer("radicale_server.py")
    let endpoint = try #require(server.facts["endpoint"]?.stringValue)
    let port = UInt16(try #require(server.facts["port"]?.intValue))
    let collection = "\(endpoint)/ada/work/"
    #expect(
      try request(
        "MKCALENDAR", collection,
        """
        <C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>\
        <D:displayname>Work &amp; more</D:displayname></D:prop></D:set></C:mkcalendar>
        """, type: "application/xml") == 201)
    let day = Self.basic(0)
    _ = try request(
      "PUT", collection + "a.ics",
      event(
        "weekly", ["DTSTART:\(day)T090000Z", "DTEND:\(day)T100000Z", "RRULE:FREQ=DAILY;COUNT=3"]))
    _ = try request(
      "PUT", collection + "b.ics",
      event("single", ["DTSTART:\(day)T120000Z", "DTEND:\(day)T130000Z"]))
    try await CalendarWorld.with(ports: [port]) { calendars in
      let found = try await calendars.setup.discover(
        endpoint, username: "ada", password: "secret")
      #expect(found.map(\.name) == ["Work & more"])
      let account = try await calendars.setup.add(
        kind: .caldav, name: "Work", address: try #require(found.first?.address), username: "ada",
        secret: "secret", writesBack: true, for: calendars.world.actor)
      let range = ("\(Self.days[0])T00:00:00Z", "\(Self.days[4])T00:00:00Z")
      try await calendars.sync(account.id)
      #expect(try await calendars.busy(range.0, range.1).count == 4)
      // Nothing changed: nothing is fetched.
      #expect(try await calendars.sync(account.id).stored.isEmpty)
      _ = try request(
        "PUT", collection + "a.ics",
        event(
          "weekly",
          [
            "DTSTART:\(day)T090000Z", "DTEND:\(day)T100000Z",
            "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:\(Self.basic(1))T090000Z",
          ]))
      _ = try request("DELETE", collection + "b.ics")
      let changes = try await calendars.sync(account.id)
      #expect(changes.stored.count == 1 && changes.removed.count == 1)
      #expect(
        try await calendars.busy(range.0, range.1) == [
          "\(Self.days[0])T09:00:00Z weekly", "\(Self.days[2])T09:00:00Z weekly",
        ])
      try await calendars.world.pool.execute(
        SQL(
          "",
          "update pipeline.calendars set sync = sync || '{\"token\": \"http://radicale.org/ns/sync/0\"}'"
        ))
      _ = try request(
        "PUT", collection + "c.ics",
        event("new", ["DTSTART:\(day)T150000Z", "DTEND:\(day)T160000Z"]))
      try await calendars.sync(account.id)
      #expect(try await calendars.busy(range.0, range.1).count == 3)
      try await writeBack(calendars, account, collection)
    }
  }

  private func writeBack(
    _ calendars: CalendarWorld, _ account: CalendarAccount, _ collection: String
  ) async throws {
    let world = calendars.world
    let task = try await world.write(TaskDraft(title: "write; the, report")).id
    var change = TaskChange(task)
    change.blocks = [
      InstantRange(
        lower: Instant("\(Self.days[3])T09:00:00Z"), upper: Instant("\(Self.days[3])T10:00:00Z"))
    ]
    let planned = change
    try await world.pool.execute(SQL("", "delete from pipeline.jobs"))
    try await world.pool.transaction { session in
      try await TaskWriter(listeners: [PlannedBlockListener()])
        .change([planned], as: world.actor, in: session)
    }
    #expect(
      try await world.count("select count(*) from pipeline.jobs where kind = 'calendar.write'") == 1
    )
    try await calendars.writeBack()
    try await calendars.sync(account.id)
    let bodies = try await CalendarStore.bodies(for: world.actor, in: world.pool)
    #expect(bodies.count { $0.body.contains("report") } == 1)
    // What we wrote takes no time.
    let range = ("\(Self.days[3])T00:00:00Z", "\(Self.days[4])T00:00:00Z")
    #expect(try await calendars.busy(range.0, range.1).isEmpty)
    change.blocks = []
    let cleared = change
    try await world.pool.transaction { session in
      try await TaskWriter().change([cleared], as: world.actor, in: session)
    }
    try await calendars.writeBack()
    try await calendars.sync(account.id)
    let left = try await CalendarStore.bodies(for: world.actor, in: world.pool)
    #expect(left.count { $0.body.contains("report") } == 0)
    #expect(left.count == 2)
  }

  @Test("a wrong password is refused and said so, and none is sent without TLS to strangers")
  func credentials() async throws {
    let server = try PythonServer("radicale_server.py")
    let endpoint = try #require(server.facts["endpoint"]?.stringValue)
    let port = UInt16(try #require(server.facts["port"]?.intValue))
    try await CalendarWorld.with(ports: [port]) { calendars in
      let wrong = await #expect(throws: PlanningError.self) {
        try await calendars.setup.discover(endpoint, username: "ada", password: "guess")
      }
      #expect(wrong?.detail.contains("credentials") ?? false)
      await #expect(throws: PlanningError.self) {
        try await calendars.setup.discover(
          "http://dav.example.org/", username: "ada", password: "secret")
      }
    }
  }

  @Test("XML is read with its namespaces, and a document type is refused")
  func xml() throws {
    let text = """
      <?xml version="1.0"?><!-- c --><a:multistatus xmlns:a="DAV:" xmlns='urn:x'>
      <a:response><a:href>/x%20y&amp;z&#x41;</a:href><![CDATA[<raw>]]><none/></a:response>
      </a:multistatus>
      """
    let root = try DAVParser.parse(Array(text.utf8))
    #expect(root.name == "DAV: multistatus")
    #expect(root.path("DAV: response", "DAV: href")?.text == "/x%20y&zA")
    #expect(root.child("DAV: response")?.child("urn:x none") != nil)
    #expect(root.child("DAV: response")?.text == "<raw>")
    for bad in [
      "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "<a>", "<a></b>", "<x:a/>", "", "<a b></a>",
      String(repeating: "<a>", count: 200),
    ] {
      #expect(throws: CalendarFault.self) { try DAVParser.parse(Array(bad.utf8)) }
    }
  }
}
