import Shared
import Support
import Synchronization
import Testing

@testable import Fractal

@Suite struct ServerStreamTests {
  @Test("a stream of known length arrives whole, however large")
  func download() async throws {
    let size = 3_000_000
    let content = TestBytes.pattern(size)
    let file = TestValues.route(.get, "/file") { _ in
      let body = StreamedBody(length: size) { writer in
        for start in stride(from: 0, to: size, by: 50_000) {
          try await writer.write(Array(content[start..<(start + 50_000)]))
        }
      }
      return .download(.stream(body), contentType: "image/png", fileName: "x.png")
    }
    try await TestServer.run([file]) { server in
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send("GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      var bytes: [UInt8] = []
      while true {
        let more = await connection.receive()
        if more.isEmpty { break }
        bytes += more
      }
      // Compared outside, for a failure would describe every byte.
      let isWhole = Array(bytes.suffix(size)) == content
      #expect(isWhole)
    }
  }

  @Test("events arrive one by one, while the handler still runs")
  func events() async throws {
    let (steps, next) = AsyncStream<Int>.makeStream()
    let route = TestValues.route(.get, "/events") { _ in
      .events { writer in
        for await step in steps {
          try await writer.send(ServerSentEvent(event: "step", id: "\(step)", data: "a\nb\(step)"))
        }
      }
    }
    try await TestServer.run([route]) { server in
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send("GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      for step in 1...3 {
        next.yield(step)
        let text = await connection.receive(until: "data: b\(step)\n\n")
        #expect(text.contains("event: step\nid: \(step)\ndata: a\ndata: b\(step)\n\n"))
      }
      next.finish()
      _ = await connection.receiveAll()
    }
  }

  @Test("a stream that fails is cut off, so that the client notices")
  func failingStream() async throws {
    struct Broken: Error {}
    let route = TestValues.route(.get, "/broken") { _ in
      HTTPResponse(
        status: 200,
        body: .stream(
          StreamedBody(length: nil) { writer in
            try await writer.write("beginning")
            throw Broken()
          }))
    }
    try await TestServer.run([route]) { server in
      let answer = await server.request("GET", "/broken")
      #expect(answer.body.contains("beginning"))
      #expect(!answer.body.contains("\r\n0\r\n"))
    }
  }

  @Test("a client that leaves ends the producer of its stream")
  func clientLeaves() async throws {
    let hasEnded = Mutex(false)
    let route = TestValues.route(.get, "/endless") { _ in
      .events { writer in
        defer { hasEnded.withLock { $0 = true } }
        while true {
          try await writer.send(ServerSentEvent(data: String(repeating: "x", count: 10_000)))
        }
      }
    }
    try await TestServer.run([route]) { server in
      do {
        let connection = try #require(RawConnection(port: server.server.port))
        connection.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = await connection.receive(until: "xxx")
      }
      for _ in 0..<100 where !hasEnded.withLock({ $0 }) {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(hasEnded.withLock { $0 })
    }
  }

  @Test("draining ends event streams at once and properly")
  func drain() async throws {
    let route = TestValues.route(.get, "/events") { _ in
      .events { writer in
        try await writer.send(ServerSentEvent(data: "first"))
        try await Task.sleep(for: .seconds(60))
      }
    }
    try await TestServer.run([route], configuration: .brief({ $0.drainTimeout = .seconds(30) })) {
      server in
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = await connection.receive(until: "first")
      let began = ContinuousClock.now
      await server.server.stop()
      #expect(ContinuousClock.now - began < .seconds(25), "before the time to drain is over")
      #expect(await connection.receiveAll().contains("0\r\n\r\n"))
    }
  }
}
