import Shared
import Support
import Testing

@Suite struct PostgresBatchTests {
  private static let insert = SQL(
    "insert_n", "insert into t values ($1) returning n * 2 as doubled")

  @Test("a batch returns its results in order and prepares each statement once")
  func results() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int)"))
      try await database.pool.withConnection { connection in
        for round in 0..<3 {
          let results = try await connection.pipeline { batch in
            for n in 0..<100 { batch.add(Self.insert, [Int32(n)]) }
            batch.add(.once("select count(*) as n from t"))
          }
          #expect(results.count == 101)
          #expect(try results[7][0].get("doubled", as: Int.self) == 14)
          #expect(try results[100][0].get("n", as: Int.self) == 100 * (round + 1))
        }
        let row = try await connection.queryRow(
          .once("select count(*) from pg_prepared_statements where name like 'insert_n%'"))
        #expect(try row?.get(0, as: Int.self) == 1)
      }
    }
  }

  @Test("when a statement in the middle fails, none has had an effect, and its place is told")
  func failureInTheMiddle() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int check (n <> 5))"))
      try await database.pool.withConnection { connection in
        let error = await #expect(throws: PostgresError.self) {
          try await connection.pipeline { batch in
            for n in 0..<10 { batch.add(Self.insert, [Int32(n)]) }
          }
        }
        #expect(error?.sqlState == "23514")
        #expect(error?.batchIndex == 5)
        #expect(error?.statementName == "insert_n")
        let row = try await connection.queryRow(.once("select count(*) from t"))
        #expect(try row?.get(0, as: Int.self) == 0)
        // What was prepared before the failure is known and used again.
        try await connection.pipeline { $0.add(Self.insert, [Int32(1)]) }
      }
    }
  }

  @Test("a batch inside a transaction commits or vanishes with it")
  func insideTransaction() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int)"))
      struct Stop: Error {}
      await #expect(throws: Stop.self) {
        try await database.pool.transaction { transaction in
          try await transaction.pipeline { $0.add(Self.insert, [Int32(1)]) }
          throw Stop()
        }
      }
      try await database.pool.transaction { transaction in
        _ = try await transaction.pipeline { $0.add(Self.insert, [Int32(2)]) }
      }
      let row = try await database.pool.queryRow(.once("select array_agg(n) from t"))
      #expect(try row?.get(0, as: [Int].self) == [2])
    }
  }

  @Test("a batch of much data each way does not stall")
  func largeBatch() async throws {
    try await TestDatabase.with(.empty) { database in
      let text = String(repeating: "x", count: 20_000)
      let results = try await database.pool.pipeline { batch in
        for _ in 0..<500 { batch.add(SQL("echo", "select $1 as t"), [text]) }
      }
      #expect(results.count == 500)
      #expect(try results[499][0].get("t", as: String.self) == text)
    }
  }

  @Test("a batch is cancelled as a whole when its time is over")
  func batchTimeout() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool()
      defer { pool.close() }
      let error = await #expect(throws: PostgresError.self) {
        try await pool.pipeline(timeout: .milliseconds(200)) { batch in
          batch.add(.once("create table t (n int)"))
          batch.add(SQL("sleep", "select pg_sleep(30)"))
        }
      }
      #expect(error?.kind == .statementTimeout)
      let row = try await pool.queryRow(.once("select to_regclass('t')::text"))
      #expect(try row?.get(0, as: String?.self) == nil)
      #expect(pool.statistics.open == 1)
    }
  }

  @Test("without prepared statements nothing is left on the server")
  func unprepared() async throws {
    try await TestDatabase.with(.empty) { database in
      let pool = try database.makePool {
        $0.keepsStatementsPrepared = false
        $0.maximumConnections = 1
      }
      defer { pool.close() }
      try await pool.execute(.once("create table t (n int)"))
      try await pool.pipeline { $0.add(Self.insert, [Int32(1)]) }
      try await pool.execute(Self.insert, [Int32(2)])
      let row = try await pool.queryRow(.once("select count(*) from pg_prepared_statements"))
      #expect(try row?.get(0, as: Int.self) == 0)
    }
  }

  @Test("a prepared statement survives a change of its table")
  func stalePlan() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int)"))
      try await database.pool.withConnection { connection in
        let all = SQL("all", "select * from t")
        #expect(try await connection.query(all).columnNames == ["n"])
        try await connection.script(.once("alter table t add m int"))
        #expect(try await connection.query(all).columnNames == ["n", "m"])
        try await connection.script(.once("discard all"))
        #expect(try await connection.query(all).columnNames == ["n", "m"])
      }
    }
  }
}
