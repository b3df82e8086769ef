import Shared
import Support
import Testing

@testable import Fractal

@Suite struct RouterTests {
  private static let task = TestValues.route(
    .get, "/v1/tasks/{id:uuid}", access: .user(.read),
    query: [QueryParameter("limit", .integer(1...10), "how many")]
  ) { request in .text("\(try request.uuid("id")) \(request.query.integer("limit") ?? 0)") }
  private static let inbound = TestValues.route(
    .post, "/v1/inbound", access: .operator(.inbound),
    body: .bytes(types: ["message/rfc822"], limit: 2_000_000)
  ) { request in .text("\(request.body.count)") }
  private static let form = TestValues.route(
    .post, "/v1/form",
    body: .json(
      .object(["title": .string(most: 5)], optional: ["n": .integer(0...9)], closed: true))
  ) { request in .json(request.json) }
  private static let all = [task, inbound, form]
  private static let id = "01020304-0506-0708-090a-0b0c0d0e0f10"
  private static let good = ("Authorization", "Bearer good")

  @Test("a path that leads nowhere answers 404, another method 405 with those that are served")
  func missing() async throws {
    try await TestServer.run(Self.all) { server in
      for path in ["/", "/v1", "/v1/tasks", "/v1/tasks/", "/v1/tasks/1", "/v1/tasks/\(Self.id)/x"] {
        #expect(await server.request("GET", path).status == 404)
      }
      let other = await server.request("DELETE", "/v1/tasks/\(Self.id)")
      #expect(other.status == 405)
      #expect(other.headers["Allow"] == "GET, HEAD, OPTIONS")
      let options = await server.request("OPTIONS", "/v1/inbound")
      #expect(options.status == 204)
      #expect(options.headers["Allow"] == "OPTIONS, POST")
    }
  }

  @Test("an escaped slash does not separate segments")
  func escapedSlash() async throws {
    let echo = TestValues.route(.get, "/e/{text}") { .text(try $0.text("text")) }
    try await TestServer.run([echo]) { server in
      #expect(await server.request("GET", "/e/a%2Fb%20c").body == "a/b c")
      #expect(await server.request("GET", "/e/a/b").status == 404)
      #expect(await server.request("GET", "http://other.example/e/abs?x").body == "abs")
    }
  }

  @Test("credentials are asked for, known, and must carry the scope")
  func access() async throws {
    try await TestServer.run(Self.all) { server in
      let path = "/v1/tasks/\(Self.id)?limit=3"
      let nobody = await server.request("GET", path)
      #expect(nobody.status == 401)
      #expect(nobody.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
      let wrong = await server.request(
        "GET", path, headers: [("Authorization", "Bearer wrong")])
      #expect(wrong.status == 401)
      let operatorToken = ("Authorization", "Bearer machine")
      #expect(await server.request("GET", path, headers: [operatorToken]).status == 403)
      let good = await server.request("GET", path, headers: [Self.good])
      #expect(good.status == 200)
      #expect(good.body.lowercased() == "\(Self.id) 3")
      let several = await server.request(
        "GET", path, headers: [("Authorization", "bearer several")])
      #expect(several.status == 400)
      #expect(several.json["workspaces"]?.arrayValue?.count == 1)
    }
  }

  @Test("a large body of an unknown caller is refused before it is read")
  func earlyRefusal() async throws {
    try await TestServer.run(Self.all) { server in
      let body = [UInt8](repeating: 65, count: 1_500_000)
      let type = ("Content-Type", "message/rfc822")
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send(
        "POST /v1/inbound HTTP/1.1\r\nHost: x\r\nContent-Type: message/rfc822\r\n"
          + "Content-Length: 1500000\r\nExpect: 100-continue\r\n\r\n")
      #expect(TestAnswer(await connection.receive(until: "}")).status == 401)
      let known = ("Authorization", "Bearer machine")
      let accepted = await server.request(
        "POST", "/v1/inbound", headers: [type, known], body: body)
      #expect(accepted.body == "1500000")
    }
  }

  @Test("queries and bodies must have the described form")
  func forms() async throws {
    try await TestServer.run(Self.all) { server in
      let query = await server.request(
        "GET", "/v1/tasks/\(Self.id)?limit=11", headers: [Self.good])
      #expect(query.status == 422)
      #expect(query.json["errors"]?[0]?["pointer"] == "?limit")
      let json = ("Content-Type", "application/json; charset=utf-8")
      func post(_ text: String) async -> TestAnswer {
        await server.request("POST", "/v1/form", headers: [json], body: Array(text.utf8))
      }
      #expect(await post(#"{"title":"a","n":3}"#).json == ["title": "a", "n": 3])
      let wrong = await post(#"{"title":"too long","n":10,"x":1}"#)
      #expect(wrong.status == 422)
      #expect(
        wrong.json["errors"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue }
          == ["/title", "/n", "/x"])
      #expect(await post("{").status == 400)
      #expect(await post("").status == 400)
      let type = await server.request(
        "POST", "/v1/form", headers: [("Content-Type", "text/plain")], body: [1])
      #expect(type.status == 415)
      #expect(type.headers["Accept"] == "application/json")
    }
  }

  @Test("repeated failures have to wait, from this address and with this token")
  func failures() async throws {
    let limiter = FailureLimiter(limit: 3)
    try await TestServer.run(Self.all, limiter: limiter) { server in
      let wrong = ("Authorization", "Bearer wrong")
      for _ in 0..<3 {
        #expect(
          await server.request("GET", "/v1/tasks/\(Self.id)", headers: [wrong]).status == 401)
      }
      let fourth = await server.request("GET", "/v1/tasks/\(Self.id)", headers: [Self.good])
      #expect(fourth.status == 429)
      #expect(fourth.headers["Retry-After"].flatMap { Int($0) } ?? 0 > 200)
    }
  }

  @Test("web pages of allowed origins only may read answers")
  func origins() async throws {
    let allowed = "https://app.example.org"
    try await TestServer.run(Self.all, allowedOrigins: [allowed]) { server in
      let preflight = await server.request(
        "OPTIONS", "/v1/form",
        headers: [("Origin", allowed), ("Access-Control-Request-Method", "POST")])
      #expect(preflight.headers["Access-Control-Allow-Origin"] == allowed)
      #expect(preflight.headers["Access-Control-Allow-Methods"] == "OPTIONS, POST")
      let foreign = await server.request(
        "OPTIONS", "/v1/form",
        headers: [
          ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"),
        ])
      #expect(foreign.headers["Access-Control-Allow-Origin"] == nil)
      let missing = await server.request("GET", "/none", headers: [("Origin", allowed)])
      #expect(missing.headers["Access-Control-Allow-Origin"] == allowed)
      #expect(missing.headers["Access-Control-Allow-Credentials"] == nil)
    }
  }
}
