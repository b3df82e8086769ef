import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct PostgresQueryTests {
  @Test("a statement returns its rows, and running it again uses the prepared one")
  func queryReturnsRows() async throws {
    try await TestDatabase.with(.empty) { database in
      let sql = SQL("pairs", "select n, n::text as words from generate_series(1, $1) n")
      for _ in 0..<3 {
        let result = try await database.pool.query(sql, [Int32(3)])
        #expect(try result.map { try $0.get("n", as: Int.self) } == [1, 2, 3])
        #expect(try result[2].get("words", as: String.self) == "3")
      }
    }
  }

  @Test("a standalone database holds both schemas")
  func standalone() async throws {
    try await TestDatabase.with(.standalone) { database in
      let row = try await database.pool.queryRow(
        .once(
          "select (select count(*) from tasks) as n, (select count(*) from pipeline.flyway_schema_history) as h"
        ))
      #expect(try row?.get("n", as: Int.self) == 0)
      #expect(try row?.get("h", as: Int.self) ?? 0 >= 2)
    }
  }

  @Test("a failed statement names SQLSTATE, constraint and statement, and no value")
  func errorFacts() async throws {
    try await TestDatabase.with(.standalone) { database in
      let sql = SQL("insert_user", "insert into users (email) values ($1)")
      try await database.pool.execute(sql, ["secret@example.org"])
      let error = await #expect(throws: PostgresError.self) {
        try await database.pool.execute(sql, ["secret@example.org"])
      }
      #expect(error?.sqlState == "23505")
      #expect(error?.constraint == "users_email_key")
      #expect(error?.statementName == "insert_user")
      #expect(error.map { !"\($0)".contains("secret@example.org") } == true)
      #expect(error?.debugDescription.contains("secret@example.org") == true)
    }
  }

  @Test("a transaction commits what its body did and rolls back what a failed body did")
  func transactions() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table t (n int)"))
      let insert = SQL("insert_t", "insert into t values ($1)")
      try await database.pool.transaction { transaction in
        try await transaction.execute(insert, [1])
        await #expect(throws: PostgresError.self) {
          try await transaction.savepoint { try await $0.execute(.once("select 1/0")) }
        }
        try await transaction.execute(insert, [2])
      }
      await #expect(throws: CancellationError.self) {
        try await database.pool.transaction { transaction in
          try await transaction.execute(insert, [3])
          throw CancellationError()
        }
      }
      let row = try await database.pool.queryRow(
        .once("select array_agg(n order by n) as all from t"))
      #expect(try row?.get("all", as: [Int].self) == [1, 2])
    }
  }
}
