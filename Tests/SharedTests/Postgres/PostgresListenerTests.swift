import Shared
import Support
import Testing

@Suite struct PostgresListenerTests {
  private static let notify = SQL("notify", "select pg_notify($1, $2)")

  private func next(_ events: AsyncStream<ListenerEvent>) async -> ListenerEvent? {
    for await event in events { return event }
    return nil
  }

  private func listening(
    _ database: TestDatabase, probe: Duration = .seconds(15),
    _ body: (AsyncStream<ListenerEvent>) async throws -> Void
  ) async throws {
    let listener = PostgresListener(
      configuration: try TestDatabase.configuration(url: database.url),
      channels: ["jobs", "Odd \"name\""], probeInterval: probe)
    let task = Task { await listener.run() }
    defer { task.cancel() }
    #expect(await next(listener.events) == .listening)
    try await body(listener.events)
  }

  @Test("messages arrive with channel and payload")
  func arrival() async throws {
    try await TestDatabase.with(.empty) { database in
      try await listening(database) { events in
        for (channel, payload) in [("jobs", "a"), ("Odd \"name\"", "b"), ("jobs", "")] {
          try await database.pool.execute(Self.notify, [channel, payload])
          guard case .notification(let message)? = await next(events) else {
            Issue.record("no notification")
            return
          }
          #expect(message.channel == channel)
          #expect(message.payload == payload)
        }
      }
    }
  }

  @Test("a listener whose connection is ended tells so, comes back and hears again")
  func terminated() async throws {
    try await TestDatabase.with(.empty) { database in
      try await listening(database) { events in
        for round in 0..<3 {
          try await database.pool.execute(
            .once(
              """
              select pg_terminate_backend(pid, 5000) from pg_stat_activity
              where datname = current_database() and query like 'LISTEN%'
              """))
          #expect(await next(events) == .interrupted)
          #expect(await next(events) == .listening)
          try await database.pool.execute(Self.notify, ["jobs", "\(round)"])
          guard case .notification(let message)? = await next(events) else {
            Issue.record("no notification")
            return
          }
          #expect(message.payload == "\(round)")
        }
      }
    }
  }

  @Test("a listener that hears nothing asks itself, and its own message is not passed on")
  func probing() async throws {
    try await TestDatabase.with(.empty) { database in
      try await listening(database, probe: .milliseconds(50)) { events in
        try await Task.sleep(for: .milliseconds(500))
        try await database.pool.execute(Self.notify, ["jobs", "after"])
        guard case .notification(let message)? = await next(events) else {
          Issue.record("the listener was interrupted")
          return
        }
        #expect(message.payload == "after")
      }
    }
  }

  @Test("a listener on a silently dead connection notices and replaces it")
  func silentlyDead() async throws {
    try await TestDatabase.with(.empty) { database in
      try await listening(database, probe: .milliseconds(100)) { events in
        let row = try #require(
          try await database.pool.queryRow(
            .once(
              """
              select pid from pg_stat_activity
              where datname = current_database() and query like any (array['LISTEN%', 'NOTIFY%'])
              """)))
        let frozen = try row.get("pid", as: Int32.self)
        guard ServerProcess.stop(frozen) else { return }
        defer { ServerProcess.resume(frozen) }
        #expect(await next(events) == .interrupted)
        #expect(await next(events) == .listening)
      }
    }
  }
}
