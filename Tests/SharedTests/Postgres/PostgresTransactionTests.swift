import Shared
import Support
import Testing

@Suite struct PostgresTransactionTests {
  private static let add = SQL("add", "update counters set n = n + 1 where id = $1")

  private func counters(_ database: TestDatabase) async throws {
    try await database.pool.withConnection { connection in
      try await connection.script(
        .once(
          "create table counters (id int primary key, n int); insert into counters values (1, 0), (2, 0)"
        ))
    }
  }

  private func sum(_ database: TestDatabase) async throws -> Int? {
    try await database.pool.queryRow(SQL("sum", "select sum(n)::int as n from counters"))?.get("n")
  }

  @Test("serializable transactions that collide run again until all have counted")
  func serializationRetry() async throws {
    try await TestDatabase.with(.empty) { database in
      try await counters(database)
      let runs = Tally()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<10 {
              try await database.pool.transaction(isolation: .serializable, retries: 100) {
                runs.raise()
                let row = try await $0.queryRow(SQL("read", "select n from counters where id = 1"))
                let n: Int32 = try row?.get("n") ?? -1
                try await $0.execute(
                  SQL("write", "update counters set n = $1 where id = 1"), [n + 1])
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await sum(database) == 40)
      #expect(runs.value > 40)
    }
  }

  @Test("a real deadlock is broken and the loser runs again")
  func deadlockRetry() async throws {
    try await TestDatabase.with(.empty) { database in
      try await counters(database)
      let runs = Tally()
      let held = Tally()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for ids in [[Int32(1), 2], [2, 1]] {
          group.addTask {
            try await database.pool.transaction { transaction in
              runs.raise()
              try await transaction.execute(Self.add, [ids[0]])
              // Both hold their first row before either asks for its second.
              held.raise()
              for _ in 0..<3_000 where held.value < 2 {
                try await Task.sleep(for: .milliseconds(10))
              }
              try await transaction.execute(Self.add, [ids[1]])
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await sum(database) == 4)
      #expect(runs.value >= 3)
    }
  }

  @Test("an error that is not worth a retry ends the transaction at once")
  func noRetry() async throws {
    try await TestDatabase.with(.empty) { database in
      let runs = Tally()
      await #expect(throws: PostgresError.self) {
        try await database.pool.transaction { transaction in
          runs.raise()
          try await transaction.execute(.once("select 1/0"))
        }
      }
      #expect(runs.value == 1)
    }
  }

  @Test("a body that swallows an error does not commit silently")
  func swallowedError() async throws {
    try await TestDatabase.with(.empty) { database in
      try await counters(database)
      let error = await #expect(throws: PostgresError.self) {
        try await database.pool.transaction { transaction in
          try await transaction.execute(Self.add, [Int32(1)])
          _ = try? await transaction.execute(.once("select 1/0"))
        }
      }
      #expect(error?.sqlState == "25P02")
      #expect(try await sum(database) == 0)
    }
  }

  @Test("a transaction that was kept refuses statements after its end")
  func keptTransaction() async throws {
    try await TestDatabase.with(.empty) { database in
      let kept = try await database.pool.transaction { $0 }
      let error = await #expect(throws: PostgresError.self) {
        try await kept.execute(.once("select 1"))
      }
      #expect(error?.kind == .usage)
    }
  }

  @Test("savepoints nest, and each undoes only its own work")
  func savepoints() async throws {
    try await TestDatabase.with(.empty) { database in
      try await counters(database)
      try await database.pool.transaction { transaction in
        try await transaction.savepoint { outer in
          try await outer.execute(Self.add, [Int32(1)])
          await #expect(throws: PostgresError.self) {
            try await outer.savepoint { inner in
              try await inner.execute(Self.add, [Int32(2)])
              try await inner.execute(.once("select 1/0"))
            }
          }
          try await outer.execute(Self.add, [Int32(1)])
        }
      }
      #expect(try await sum(database) == 2)
    }
  }

  @Test("the isolation level is the one that was asked for")
  func isolation() async throws {
    try await TestDatabase.with(.empty) { database in
      for level in [IsolationLevel.readCommitted, .repeatableRead, .serializable] {
        let shown = try await database.pool.transaction(isolation: level) { transaction in
          try await transaction.queryRow(.once("show transaction_isolation"))?.get(
            0, as: String.self)
        }
        #expect(shown == level.rawValue.lowercased())
      }
    }
  }

  @Test("a cancelled task still rolls its transaction back, and the connection stays good")
  func cancelledTransaction() async throws {
    try await TestDatabase.with(.empty) { database in
      try await counters(database)
      let task = Task {
        try await database.pool.transaction { transaction in
          try await transaction.execute(Self.add, [Int32(1)])
          try await transaction.execute(.once("select pg_sleep(30)"))
        }
      }
      try await Task.sleep(for: .milliseconds(200))
      task.cancel()
      let error = await #expect(throws: PostgresError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(try await sum(database) == 0)
      #expect(database.pool.statistics.open == 1)
    }
  }
}
