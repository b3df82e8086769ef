import Shared
import Support
import Testing

@Suite struct PostgresTimeoutTests {
  private static let sleep = SQL("sleep", "select pg_sleep(30)")

  private func sleepers(_ database: TestDatabase) async throws -> Int {
    let row = try await database.pool.queryRow(
      SQL(
        "sleepers",
        """
        select count(*) as n from pg_stat_activity
        where datname = current_database() and state = 'active' and query like 'select pg_sleep%'
        """))
    return try row?.get("n") ?? -1
  }

  @Test("a statement that takes too long is cancelled on the server, and its connection goes on")
  func statementTimeout() async throws {
    try await TestDatabase.with(.empty) { database in
      let start = ContinuousClock.now
      let error = await #expect(throws: PostgresError.self) {
        _ = try await database.pool.query(Self.sleep, [], timeout: .milliseconds(200))
      }
      #expect(error?.kind == .statementTimeout)
      #expect(error?.statementName == "sleep")
      #expect(ContinuousClock.now - start < .seconds(20))
      let left = try await sleepers(database)
      #expect(left == 0)
      #expect(database.pool.statistics.open == 1)
    }
  }

  @Test("cancelling the task cancels the statement on the server")
  func taskCancellation() async throws {
    try await TestDatabase.with(.empty) { database in
      let task = Task { _ = try await database.pool.query(Self.sleep) }
      while try await sleepers(database) == 0 { try await Task.sleep(for: .milliseconds(20)) }
      let start = ContinuousClock.now
      task.cancel()
      let error = await #expect(throws: PostgresError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(20))
      let left = try await sleepers(database)
      #expect(left == 0)
    }
  }

  @Test("a task that was cancelled before sends nothing")
  func cancelledBefore() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int)"))
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await database.pool.execute(.once("insert into t values (1)"))
      }
      let error = await #expect(throws: PostgresError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      let row = try await database.pool.queryRow(.once("select count(*) from t"))
      #expect(try row?.get(0, as: Int.self) == 0)
    }
  }

  @Test("fifty statements cancelled at random moments never disturb the next one")
  func manyCancellations() async throws {
    try await TestDatabase.with(.empty) { database in
      var generator = SeededRandom(seed: 20_261_120)
      try await database.pool.withConnection { connection in
        for round in 0..<50 {
          let pause = Int.random(in: 0...4_000, using: &generator)
          _ = try? await connection.query(
            SQL("nap", "select pg_sleep($1)"), [0.002], timeout: .microseconds(pause))
          let row = try await connection.queryRow(SQL("round", "select $1 as n"), [round])
          #expect(try row?.get("n", as: Int.self) == round, "seed 20261120, round \(round)")
        }
      }
    }
  }

  @Test("a server that stops answering costs the connection, not the caller")
  func frozenServer() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.maximumConnections = 1 }
      defer { pool.close() }
      try await pool.withConnection { connection in
        let start = ContinuousClock.now
        // The backend cannot react to a cancel request while it is stopped.
        let frozen = connection.backendProcessID
        guard ServerProcess.stop(frozen) else { return }
        let error = await #expect(throws: PostgresError.self) {
          _ = try await connection.query(.once("select 1"), [], timeout: .milliseconds(200))
        }
        ServerProcess.resume(frozen)
        #expect(error?.kind == .statementTimeout)
        #expect(connection.isClosed)
        #expect(ContinuousClock.now - start < .seconds(15))
      }
      #expect(try await pool.queryRow(.once("select 1 as n"))?.get("n", as: Int.self) == 1)
    }
  }
}
