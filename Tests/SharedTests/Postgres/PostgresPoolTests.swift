import Shared
import Support
import Testing

@Suite struct PostgresPoolTests {
  @Test("a full pool makes callers wait, and tells those whose time is over")
  func waitTimeout() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool {
        $0.maximumConnections = 1
        $0.waitTimeout = .milliseconds(300)
      }
      defer { pool.close() }
      try await pool.withConnection { _ in
        let start = ContinuousClock.now
        let error = await #expect(throws: PostgresError.self) {
          try await pool.execute(.once("select 1"))
        }
        #expect(error?.kind == .poolTimeout)
        #expect(error?.isConnectionLoss == true)
        #expect((.milliseconds(250)...(.seconds(20))).contains(ContinuousClock.now - start))
      }
      try await pool.execute(.once("select 1"))
    }
  }

  @Test("a hundred callers share four connections")
  func sharing() async throws {
    try await TestDatabase.with(.empty) { database in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for n in 0..<100 {
          group.addTask {
            try await database.pool.queryRow(SQL("n", "select $1 as n"), [n])?.get("n") ?? -1
          }
        }
        var sum = 0
        for try await n in group { sum += n }
        #expect(sum == 4_950)
      }
      #expect(database.pool.statistics.open <= 4)
      #expect(database.pool.statistics.busy == 0)
      #expect(database.pool.statistics.waiting == 0)
    }
  }

  @Test("a caller that is cancelled while it waits leaves the line")
  func cancelledWaiter() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.maximumConnections = 1 }
      defer { pool.close() }
      try await pool.withConnection { _ in
        let task = Task { try await pool.execute(.once("select 1")) }
        while pool.statistics.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(pool.statistics.waiting == 0)
      }
    }
  }

  @Test("a connection that comes back inside a transaction is not lent again")
  func openTransaction() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.maximumConnections = 1 }
      defer { pool.close() }
      try await pool.withConnection { try await $0.script(.once("begin; create table t ()")) }
      #expect(pool.statistics.open == 0)
      let row = try await pool.queryRow(.once("select to_regclass('t')::text"))
      #expect(try row?.get(0, as: String?.self) == nil)
    }
  }

  @Test("a connection that the server ended while it rested is replaced unnoticed")
  func endedWhileResting() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.maximumConnections = 1 }
      defer { pool.close() }
      for _ in 0..<3 {
        let resting = try await pool.withConnection { $0.backendProcessID }
        try await database.pool.execute(
          SQL("end", "select pg_terminate_backend($1, 5000)"), [resting])
        #expect(try await pool.queryRow(.once("select 1"))?.get(0, as: Int.self) == 1)
      }
    }
  }

  @Test("a connection that rested too long is closed")
  func idleLifetime() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.idleLifetime = .seconds(2) }
      defer { pool.close() }
      try await pool.execute(.once("select 1"))
      #expect(pool.statistics.idle == 1)
      let end = ContinuousClock.now + .seconds(60)
      while pool.statistics.open > 0, ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(pool.statistics.open == 0)
      try await pool.execute(.once("select 1"))
    }
  }

  @Test("a closed pool refuses, also those who wait")
  func closed() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool { $0.maximumConnections = 1 }
      try await pool.withConnection { _ in
        let task = Task { try await pool.execute(.once("select 1")) }
        while pool.statistics.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
        pool.close()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .closed)
      }
      let error = await #expect(throws: PostgresError.self) {
        try await pool.execute(.once("select 1"))
      }
      #expect(error?.kind == .closed)
      #expect(pool.statistics.open == 0)
    }
  }

  @Test("a connection that is old is replaced when it comes back")
  func connectionLifetime() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool {
        $0.maximumConnections = 1
        $0.connectionLifetime = .zero
      }
      defer { pool.close() }
      let first = try await pool.withConnection { $0.backendProcessID }
      let second = try await pool.withConnection { $0.backendProcessID }
      #expect(first != second)
    }
  }
}
