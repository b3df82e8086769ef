import Shared
import Support
import Testing

@testable import Fractal

@Suite struct ServerTests {
  @Test("a handler that never waits and one that does both answer")
  func answers() async throws {
    let waiting = TestValues.route(.get, "/slow") { _ in
      try await Task.sleep(for: .milliseconds(20))
      return .text("slow")
    }
    try await TestServer.run([TestValues.plain("/fast"), waiting]) { server in
      let fast = await server.request("GET", "/fast")
      #expect(fast.status == 200)
      #expect(fast.body == "ok")
      #expect(fast.headers["X-Content-Type-Options"] == "nosniff")
      #expect(await server.request("GET", "/slow").body == "slow")
    }
  }

  @Test("several requests go over one connection, one after the other")
  func keepAlive() async throws {
    try await TestServer.run([TestValues.plain("/a"), TestValues.plain("/b")]) { server in
      let connection = try #require(RawConnection(port: server.server.port))
      for path in ["/a", "/b", "/a"] {
        connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        let answer = TestAnswer(await connection.receive(until: "ok"))
        #expect(answer.status == 200)
      }
      connection.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /missing HTTP/1.1\r\nHost: x\r\n\r\n")
      let both = await connection.receive(until: "not-found")
      #expect(both.contains("HTTP/1.1 200"))
      #expect(both.contains("HTTP/1.1 404"))
    }
  }

  @Test("many clients at once all get their own answer")
  func concurrent() async throws {
    let echo = TestValues.route(.get, "/echo/{text}") { request in
      try await Task.sleep(for: .milliseconds(5))
      return .text(try request.text("text"))
    }
    try await TestServer.run([echo]) { server in
      await withTaskGroup(of: Bool.self) { group in
        for number in 0..<50 {
          group.addTask {
            await server.request("GET", "/echo/n\(number)").body == "n\(number)"
          }
        }
        for await isOwn in group { #expect(isOwn) }
      }
    }
  }

  @Test("the body arrives whole, with a length and in chunks")
  func bodies() async throws {
    let size = TestValues.route(
      .post, "/size", body: .bytes(types: ["*/*"], limit: 5_000_000)
    ) { request in .text("\(request.body.count):\(SHA256.hexDigest(of: request.body))") }
    try await TestServer.run([size]) { server in
      let body = TestBytes.pattern(3_000_000)
      let expected = "3000000:\(SHA256.hexDigest(of: body))"
      let type = ("Content-Type", "application/octet-stream")
      #expect(
        await server.request("POST", "/size", headers: [type], body: body).body == expected)
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send(
        "POST /size HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: a/b\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
      let answer = TestAnswer(await connection.receiveAll())
      #expect(answer.body == "5:\(SHA256.hexDigest(of: Array("abcde".utf8)))")
    }
  }

  @Test("a body above the route's limit is refused, declared, chunked or compressed")
  func bodyLimits() async throws {
    let small = TestValues.route(
      .post, "/small", body: .bytes(types: ["*/*"], limit: 1_000)
    ) { request in .text("\(request.body.count)") }
    try await TestServer.run([small]) { server in
      let type = ("Content-Type", "a/b")
      let declared = await server.request(
        "POST", "/small", headers: [type], body: [UInt8](repeating: 1, count: 1_001))
      #expect(declared.status == 413)
      #expect(declared.problem == "body-too-large")
      #expect(declared.json["limit"] == 1_000)
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send(
        "POST /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: a/b\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n800\r\n" + String(repeating: "x", count: 2_048)
          + "\r\n0\r\n\r\n")
      #expect(TestAnswer(await connection.receiveAll()).problem == "body-too-large")
      let bomb = try Gzip.compress([UInt8](repeating: 0, count: 100_000))
      let gzip = ("Content-Encoding", "gzip")
      #expect(
        await server.request("POST", "/small", headers: [type, gzip], body: bomb).status == 413)
      let fitting = try Gzip.compress([UInt8](repeating: 7, count: 900))
      #expect(
        await server.request("POST", "/small", headers: [type, gzip], body: fitting).body
          == "900")
      let broken = await server.request(
        "POST", "/small", headers: [type, gzip], body: Array(fitting.dropLast(3)))
      #expect(broken.status == 400)
      let foreign = await server.request(
        "POST", "/small", headers: [type, ("Content-Encoding", "br")], body: [1])
      #expect(foreign.status == 415)
      #expect(foreign.headers["Accept-Encoding"] == "gzip, identity")
    }
  }

  @Test("an upload without end is cut off")
  func endlessUpload() async throws {
    let small = TestValues.route(.post, "/small", body: .bytes(types: ["*/*"], limit: 10)) { _ in
      .text("never")
    }
    try await TestServer.run([small]) { server in
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send(
        "POST /small HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n"
      )
      let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
      var chunks = 0
      while chunks < 1_000, connection.send(chunk) { chunks += 1 }
      #expect(chunks < 1_000)
    }
  }

  @Test("request ids are taken over where harmless, else made")
  func requestIDs() async throws {
    try await TestServer.run([TestValues.plain("/")]) { server in
      let given = await server.request("GET", "/", headers: [("X-Request-Id", "abc-1.2_Z")])
      #expect(given.headers["X-Request-Id"] == "abc-1.2_Z")
      let odd = await server.request("GET", "/", headers: [("X-Request-Id", "a b<script>")])
      #expect(odd.headers["X-Request-Id"]?.count == 32)
      let first = await server.request("GET", "/missing")
      #expect(first.headers["X-Request-Id"] != odd.headers["X-Request-Id"])
      #expect(
        first.json["instance"]?.stringValue
          == "urn:fractal:request:\(first.headers["X-Request-Id"] ?? "")")
    }
  }

  @Test("heads that are too large are refused with a problem document")
  func headLimits() async throws {
    try await TestServer.run([TestValues.plain("/")]) { server in
      let long = await server.request("GET", "/?" + String(repeating: "a", count: 9_000))
      #expect(long.status == 414)
      let many = (0...HTTPLimits.headerFields).map { ("X-\($0)", "v") }
      #expect(await server.request("GET", "/", headers: many).status == 431)
      let large = ("X-Large", String(repeating: "v", count: HTTPLimits.headerBytes))
      let answer = await server.request("GET", "/", headers: [large])
      #expect(answer.status == 431)
      #expect(answer.problem == "headers-too-large")
      #expect(await server.request("BREW", "/").status == 501)
    }
  }

  @Test("HEAD answers like GET without the body")
  func head() async throws {
    try await TestServer.run([TestValues.plain("/")]) { server in
      let answer = await server.request("HEAD", "/")
      #expect(answer.status == 200)
      #expect(answer.headers["Content-Length"] == "2")
      #expect(answer.body.isEmpty)
    }
  }
}
