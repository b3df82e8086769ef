import Foundation
import Shared
import Support
import Testing

@Suite(.serialized) struct CaptureDeliveryTests {
  private static let tasks = "select count(*) from tasks where deleted_at is null"

  /// A page with an article, and whatever else is given.
  private static func page(_ title: String, _ more: String = "") -> String {
    """
    <!doctype html><html lang="en"><head><title>\(title)</title></head><body><article>
    <h1>\(title)</h1><p>Before the first commuters come, at six in the morning, the kettle of the
    old ferry is fired, as it has been on every working day since the year 1911.</p>
    <p>It takes two hours until there is pressure enough, and three in winter, since the water is
    cold then and the pipes lose what warmth they have.</p>\(more)</article></body></html>
    """
  }

  private static func body(
    _ number: Int, html: String, url: String = "https://ferry.example/news/"
  ) -> [UInt8] {
    let body: JSONValue = [
      "captureId": .string("00000000-0000-4000-8000-\(String(100_000_000_000 + number))"),
      "url": .string("\(url)\(number)"), "html": .string(html),
    ]
    return body.serializedBytes
  }

  private func post(
    _ served: ServedProgram, _ body: [UInt8], token: String?, headers: [String: String] = [:]
  ) async -> SimpleHTTP.Answer {
    await SimpleHTTP.send(
      "POST", "/v1/captures", port: served.port, token: token,
      headers: ["Content-Type": "application/json"].merging(headers) { $1 }, body: body)
  }

  private func captureToken(_ served: ServedProgram) async throws -> String {
    let row = try await served.mail.database.pool.queryRow(
      SQL("", "select u.email::text, w.slug::text from users u, workspaces w"), [])
    let email = try #require(try row?.get("email", as: String.self))
    let slug = try #require(try row?.get("slug", as: String.self))
    return try await served.token(
      ["--user", email, "--workspace", slug, "--scopes", "capture"])
  }

  @Test(
    "a captured page becomes a task, and its article opens in a browser by a link that works once")
  func captureAndRead() async throws {
    try await ServedProgram.with { served in
      let token = try await captureToken(served)
      let packed = try Gzip.compress(Self.body(1, html: Self.page("Kettles")))
      let answer = await post(served, packed, token: token, headers: ["Content-Encoding": "gzip"])
      #expect(answer.status == 202, "\(answer.body)")
      #expect(try await served.mail.wait(for: 1, of: Self.tasks) == 1)
      let again = await post(served, Self.body(1, html: Self.page("Kettles")), token: token)
      #expect(again.status == 200)
      let task = try #require(again.json["task"]?.stringValue)
      let user = try await served.userToken()
      let shown = await SimpleHTTP.send(
        "GET", "/v1/tasks/\(task)", port: served.port, token: user)
      #expect(shown.json["title"] == "Kettles")
      try await read(served, page: try #require(again.json["page"]?["id"]?.stringValue))
    }
  }

  private func read(_ served: ServedProgram, page: String) async throws {
    let pool = served.mail.database.pool
    let row = try await pool.queryRow(SQL("", "select email::text from users"), [])
    let email = try #require(try row?.get("email", as: String.self))
    let run = try await served.mail.program.run(
      ["open", "/captures/\(page)", "--user", email])
    #expect(run.status == 0, "\(run.errors)")
    let link = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(link.hasPrefix("http://127.0.0.1:\(served.port)/captures/\(page)?link="))
    let target = String(link.dropFirst("http://127.0.0.1:\(served.port)".count))
    let first = await SimpleHTTP.send("GET", target, port: served.port)
    #expect(first.status == 200, "\(first.body)")
    #expect(first.body.contains("Before the first commuters come"))
    #expect(first.head.contains("HttpOnly; SameSite=Strict"))
    let second = await SimpleHTTP.send("GET", target, port: served.port)
    #expect(second.status == 401)
  }

  @Test("a token that captures opens nothing else, and one that reads captures nothing")
  func scopes() async throws {
    try await ServedProgram.with { served in
      let capture = try await captureToken(served)
      let task = "/v1/tasks/\(UUID().uuidString.lowercased())"
      let read = await SimpleHTTP.send("GET", task, port: served.port, token: capture)
      #expect(read.status == 403)
      let link = await SimpleHTTP.send(
        "POST", "/v1/page-links", port: served.port, token: capture,
        headers: ["Content-Type": "application/json"], body: Array("{\"path\":\"/plan\"}".utf8))
      #expect(link.status == 403)
      let inbound = try await served.inboundToken()
      let body = Self.body(1, html: Self.page("Kettles"))
      #expect(await post(served, body, token: inbound).status == 403)
      #expect(await post(served, body, token: "frt_nonsense").status == 401)
      #expect(await post(served, body, token: nil).status == 401)
      let targets = await SimpleHTTP.send(
        "GET", "/v1/capture-targets", port: served.port, token: capture)
      #expect(targets.status == 200)
      #expect(targets.json["projects"]?[0]?["name"] == "Garden")
    }
  }

  @Test("pages made to break their reader each become one task, and the worker lives on")
  func hostilePages() async throws {
    try await ServedProgram.with { served in
      let token = try await captureToken(served)
      let hostile = [
        String(repeating: "<div>", count: 300_000),
        "<p " + (0..<60_000).map { "a\($0)=1 " }.joined() + ">words of the page</p>",
        String(repeating: "<table><tr><td>", count: 30_000),
        "<title>nul\u{0}byte</title><p>before\u{0}after</p>",
        String(repeating: "&amp;&#x41;&notin", count: 200_000),
        String(repeating: "x", count: 10_000_000),
        "",
      ]
      for (number, html) in hostile.enumerated() {
        let answer = await post(served, Self.body(number, html: html), token: token)
        #expect(answer.status == 202, "page \(number): \(answer.body)")
      }
      let count = hostile.count
      #expect(try await served.mail.wait(for: count, of: Self.tasks) == count)
      let failed = "select count(*) from pipeline.raw_inputs where outcome <> 'task'"
      #expect(try await served.mail.world.count(failed) == 0)
    }
  }

  @Test("a worker killed in the middle of captures loses none and doubles none")
  func killedWorker() async throws {
    try await MailWorld.with { mail in
      let world = mail.world
      let row = try await world.pool.queryRow(SQL("", "select email::text from users"), [])
      let email = try #require(try row?.get("email", as: String.self))
      let file = mail.program.dataDirectory + "/page.html"
      for number in 0..<6 {
        let more = String(repeating: "<p>More words, to keep the reader busy.</p>", count: 20_000)
        try Data(Self.page("Page \(number)", more).utf8).write(to: URL(filePath: file))
        let run = try await mail.program.run(
          [
            "capture", "add", "--url", "https://ferry.example/\(number)", "--user", email, "--verb",
            file,
          ])
        #expect(run.status == 0, "\(run.errors)")
      }
      let first = try mail.program.start(["worker"], log: "first.log")
      let begun = "select least(count(*), 1) from tasks"
      #expect(try await mail.wait(for: 1, of: begun, seconds: 30) == 1)
      kill(first.processIdentifier, SIGKILL)
      first.waitUntilExit()
      let second = try mail.program.start(["worker"], log: "second.log")
      defer {
        second.terminate()
        second.waitUntilExit()
      }
      #expect(try await mail.wait(for: 6, of: Self.tasks) == 6)
      #expect(try await world.count("select count(*) from pipeline.captures") == 6)
      #expect(try await world.count("select count(*) from tasks where title like 'Read: %'") == 6)
      let waiting = "select count(*) from pipeline.raw_inputs where outcome is null"
      #expect(try await world.count(waiting) == 0)
    }
  }
}
