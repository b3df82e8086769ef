import Shared
import Support
import Synchronization
import Testing

@testable import Fractal

@Suite struct ServerFaultTests {
  @Test("a handler that takes too long is told to stop and answered for")
  func handlerTimeout() async throws {
    let isCancelled = Mutex(false)
    let stuck = TestValues.route(.get, "/stuck", handlerSeconds: 1) { _ in
      do {
        try await Task.sleep(for: .seconds(60))
      } catch {
        isCancelled.withLock { $0 = true }
      }
      return .text("late")
    }
    try await TestServer.run([stuck]) { server in
      let answer = await server.request("GET", "/stuck")
      #expect(answer.status == 503)
      #expect(answer.headers["Retry-After"] == "5")
      for _ in 0..<100 where !isCancelled.withLock({ $0 }) {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(isCancelled.withLock { $0 })
    }
  }

  @Test("a request that drips in is cut off at its total time, not kept by its activity")
  func slowRequest() async throws {
    try await TestServer.run(
      [TestValues.plain("/")], configuration: .brief({ $0.receiveSeconds = 1 })
    ) { server in
      let connection = try #require(RawConnection(port: server.server.port))
      let began = ContinuousClock.now
      connection.send("GET / HTTP/1.1\r\n")
      var isOpen = true
      while isOpen, ContinuousClock.now - began < .seconds(90) {
        try await Task.sleep(for: .milliseconds(100))
        isOpen = connection.send("X-A: b\r\n")
      }
      #expect(!isOpen)
    }
  }

  @Test("a client that leaves does not hold the server up")
  func clientLeaves() async throws {
    let slow = TestValues.route(.get, "/slow") { _ in
      try await Task.sleep(for: .milliseconds(200))
      return .text(String(repeating: "x", count: 1_000_000))
    }
    try await TestServer.run([slow, TestValues.plain("/")]) { server in
      for _ in 0..<10 {
        let connection = try #require(RawConnection(port: server.server.port))
        connection.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      }
      #expect(await server.request("GET", "/").status == 200)
      let activity = server.server.activity
      for _ in 0..<200 where activity.requests + activity.suspensions > 0 {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(server.server.activity.requests == 0)
      #expect(server.server.activity.suspensions == 0)
    }
  }

  @Test("errors become problem documents, and their text stays in the log")
  func errors() async throws {
    struct Secret: Error {}
    struct Away: ProblemConvertible { let problem = Problem.unavailable("the database is away") }
    let routes = [
      TestValues.route(.get, "/secret") { _ in throw Secret() },
      TestValues.route(.get, "/away") { _ in throw Away() },
      TestValues.route(.get, "/conflict") { _ in
        throw Problem.conflict("version-moved", "it was changed meanwhile")
      },
    ]
    try await TestServer.run(routes) { server in
      let secret = await server.request("GET", "/secret")
      #expect(secret.status == 500)
      #expect(!secret.body.contains("Secret"))
      #expect(secret.headers["Content-Type"] == "application/problem+json")
      let away = await server.request("GET", "/away")
      #expect(away.status == 503)
      #expect(away.headers["Retry-After"] == "5")
      #expect(await server.request("GET", "/conflict").problem == "version-moved")
    }
  }

  @Test("draining lets requests in work end, and refuses new connections")
  func drain() async throws {
    let (gate, opener) = AsyncStream<Void>.makeStream()
    let slow = TestValues.route(.get, "/slow") { _ in
      for await _ in gate { break }
      return .text("done")
    }
    try await TestServer.run([slow], configuration: .brief({ $0.drainTimeout = .seconds(20) })) {
      server in
      let port = server.server.port
      let connection = try #require(RawConnection(port: port))
      connection.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      while server.server.activity.suspensions == 0 { try await Task.sleep(for: .milliseconds(5)) }
      let stopping = Task { await server.server.stop() }
      while !server.server.isDraining { try await Task.sleep(for: .milliseconds(5)) }
      opener.yield()
      let answer = TestAnswer(await connection.receiveAll())
      #expect(answer.body == "done")
      #expect(answer.headers["Connection"]?.lowercased() == "close")
      await stopping.value
      #expect(RawConnection(port: port) == nil)
    }
  }

  @Test("a request that outlasts the time to drain is answered 503")
  func drainDeadline() async throws {
    let stuck = TestValues.route(.get, "/stuck") { _ in
      try await Task.sleep(for: .seconds(60))
      return .text("late")
    }
    try await TestServer.run(
      [stuck], configuration: .brief({ $0.drainTimeout = .milliseconds(200) })
    ) {
      server in
      let connection = try #require(RawConnection(port: server.server.port))
      connection.send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
      while server.server.activity.suspensions == 0 { try await Task.sleep(for: .milliseconds(5)) }
      await server.server.stop()
      #expect(TestAnswer(await connection.receiveAll()).status == 503)
    }
  }

  @Test("one address may hold only so many connections, a trusted proxy any number")
  func connectionsPerAddress() async throws {
    try await TestServer.run(
      [TestValues.plain("/")], configuration: .brief({ $0.connectionsPerAddress = 3 })
    ) { server in
      let held = (0..<3).compactMap { _ in RawConnection(port: server.server.port) }
      for connection in held {
        connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(TestAnswer(await connection.receive(until: "ok")).status == 200)
      }
      let fourth = await server.request("GET", "/")
      #expect(fourth.status == 0)
    }
  }

  @Test("one client behind a proxy may have only so many requests in work")
  func requestsPerClient() async throws {
    let refused = Tally()
    let slow = TestValues.route(.get, "/") { _ in
      // In work until one was refused.
      for _ in 0..<2_000 where refused.value == 0 {
        try await Task.sleep(for: .milliseconds(10))
      }
      return .text("ok")
    }
    let proxy = try #require(AddressRange("127.0.0.1"))
    try await TestServer.run(
      [slow],
      configuration: .brief({
        $0.trustedProxies = [proxy]
        $0.requestsPerAddress = 2
      })
    ) { server in
      let statuses = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<5 {
          group.addTask {
            let headers = [("X-Forwarded-For", "192.0.2.9")]
            let status = await server.request("GET", "/", headers: headers).status
            if status == 429 { refused.raise() }
            return status
          }
        }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 200 }.count >= 2)
      #expect(statuses.contains(429))
      let other = await server.request("GET", "/", headers: [("X-Forwarded-For", "192.0.2.8")])
      #expect(other.status == 200)
    }
  }
}
