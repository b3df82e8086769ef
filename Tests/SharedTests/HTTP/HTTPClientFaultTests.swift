import Shared
import Support
import Synchronization
import Testing

@Suite struct HTTPClientFaultTests {
  private let client = HTTPClient.trusted()

  private func code(
    _ server: ScriptedServer, _ change: (inout HTTPClientRequest) -> Void = { _ in }
  ) async -> HTTPClientError.Code? {
    var request = HTTPClientRequest(.get, server.url("/"))
    change(&request)
    return await code(request)
  }

  private func code(_ request: HTTPClientRequest) async -> HTTPClientError.Code? {
    do throws(HTTPClientError) {
      _ = try await client.fetch(request)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("an answer that breaks off is an error, not a short answer")
  func truncated() async {
    let length = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
      return false
    }
    #expect(await code(length) == .connectionLost)
    let chunks = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")
      return false
    }
    #expect(await code(chunks) == .connectionLost)
    let nothing = ScriptedServer { _, _ in false }
    #expect(await code(nothing) == .connectionLost)
    let small = (try? Gzip.compress([UInt8](repeating: 65, count: 5_000))) ?? []
    let gzip = ScriptedServer { _, answerer in
      answerer.answer(200, "Content-Encoding: gzip\r\n", [0x1F, 0x8B] + small.suffix(10))
    }
    #expect(await code(gzip) == .malformed)
  }

  @Test("what is no HTTP is refused")
  func malformed() async {
    let server = ScriptedServer { _, answerer in
      answerer.send("220 mail.example ESMTP\r\n")
      return false
    }
    #expect(await code(server) == .malformed)
  }

  @Test("each deadline has its own error")
  func deadlines() async {
    let silent = ScriptedServer { _, answerer in
      answerer.pause(milliseconds: 3_000)
      return false
    }
    #expect(await code(silent) { $0.headTimeout = .milliseconds(200) } == .headTimeout)
    #expect(await code(silent) { $0.totalTimeout = .milliseconds(200) } == .totalTimeout)
    let dripping = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      while answerer.send("x") { answerer.pause(milliseconds: 50) }
      return false
    }
    #expect(
      await code(dripping) {
        $0.headTimeout = .seconds(30)
        $0.totalTimeout = .seconds(1)
      } == .totalTimeout)
  }

  @Test("bodies and heads above their limits end the transfer")
  func limits() async throws {
    let bomb = try Gzip.compress([UInt8](repeating: 0, count: 2_000_000))
    #expect(bomb.count < 4_000)
    let zeros = ScriptedServer { _, answerer in
      answerer.answer(200, "Content-Encoding: gzip\r\n", bomb)
    }
    #expect(await code(zeros) { $0.bodyLimit = 1_000_000 } == .bodyTooLarge)
    #expect(await code(zeros) { $0.bodyLimit = 2_000_000 } == nil)
    let many = ScriptedServer { _, answerer in
      answerer.answer(200, (0..<300).map { "X-\($0): y\r\n" }.joined())
    }
    #expect(await code(many) == .headersTooLarge)
    let large = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\n")
      while answerer.send("X-Large: \(String(repeating: "y", count: 10_000))\r\n") {}
      return false
    }
    #expect(await code(large) == .headersTooLarge)
  }

  @Test("nobody there, no such name, no such scheme")
  func unreachable() async {
    let port: UInt16
    do {
      let server = ScriptedServer { _, _ in false }
      port = server.port
    }
    for (url, code) in [
      ("http://127.0.0.1:\(port)/", HTTPClientError.Code.connect),
      ("http://no-such-name.invalid/", .nameResolution), ("ftp://127.0.0.1/", .forbiddenScheme),
      ("file:///etc/passwd", .forbiddenScheme), ("http://", .invalidURL), ("", .invalidURL),
      ("/relative", .invalidURL), ("http://[::1", .invalidURL),
      ("http://x/" + String(repeating: "a", count: 9_000), .invalidURL),
    ] {
      #expect(await self.code(HTTPClientRequest(.get, url)) == code, "\(url)")
    }
  }

  @Test("cancelling the task ends the request, before and after its head")
  func cancellation() async throws {
    let hasEnded = Mutex(0)
    let server = ScriptedServer { request, answerer in
      if request.target == "/body" {
        answerer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while answerer.send("x") { answerer.pause(milliseconds: 20) }
        hasEnded.withLock { $0 += 1 }
      } else {
        answerer.pause(milliseconds: 30_000)
      }
      return false
    }
    for (number, path) in ["/head", "/body"].enumerated() {
      let task = Task { await code(HTTPClientRequest(.get, server.url(path))) }
      for _ in 0..<600 where server.requests <= number {
        try await Task.sleep(for: .milliseconds(50))
      }
      try await Task.sleep(for: .milliseconds(150))
      let began = ContinuousClock.now
      task.cancel()
      let outcome = await task.value
      #expect(outcome == .cancelled)
      #expect(ContinuousClock.now - began < .seconds(20))
    }
    for _ in 0..<600 where hasEnded.withLock({ $0 }) == 0 {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(hasEnded.withLock { $0 } == 1)
  }

  @Test("letting go of a body ends its transfer")
  func droppedBody() async throws {
    let hasEnded = Mutex(false)
    let server = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
      while answerer.send([UInt8](repeating: 1, count: 100_000)) {}
      hasEnded.withLock { $0 = true }
      return false
    }
    do {
      var request = HTTPClientRequest(.get, server.url("/"))
      request.bodyLimit = 200_000_000
      let response = try await client.send(request)
      #expect(response.status == 200)
    }
    for _ in 0..<3_000 where !hasEnded.withLock({ $0 }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(hasEnded.withLock { $0 })
  }

  @Test("a request body that fails ends the request")
  func failingUpload() async {
    struct Broken: Error {}
    let server = ScriptedServer { _, answerer in answerer.answer(200) }
    let failed = await code(server) { request in
      request.method = .put
      request.body = .stream(length: nil) { writer in
        try await writer.write([1, 2, 3])
        throw Broken()
      }
    }
    #expect(failed == .requestBody)
  }

  @Test("an error's description holds no part of the URL")
  func descriptions() async {
    do throws(HTTPClientError) {
      _ = try await client.send(HTTPClientRequest(.get, "http://secret-name.invalid/?token=x"))
      Issue.record("there is no such name")
    } catch {
      #expect(!error.description.contains("secret"))
      #expect(error.mayPass)
    }
  }
}
