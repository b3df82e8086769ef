import Glibc
import Support
import Testing

@testable import Shared

@Suite(.enabled(if: access(PgBouncer.program, X_OK) == 0))
struct PostgresBouncerTests {
  @Test("everything but LISTEN works through PgBouncer in transaction mode")
  func transactionMode() async throws {
    try await PooledDatabase.with { try await use($0) }
  }

  private func use(_ pool: PostgresPool) async throws {
    let reports = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 { group.addTask { try await Migrator(pool).migrate().applied.count } }
      return try await group.reduce(0, +)
    }
    #expect(reports == MigrationCatalog.pipeline.count)
    try await pool.execute(.once("create table t (n int)"))
    let insert = SQL("insert", "insert into t values ($1)")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for n in 0..<40 {
        group.addTask {
          try await pool.transaction { transaction in
            try await transaction.execute(insert, [Int32(n)])
            try await transaction.savepoint { try await $0.execute(insert, [Int32(n)]) }
          }
          try await pool.pipeline { batch in
            for _ in 0..<5 { batch.add(insert, [Int32(n)]) }
          }
        }
      }
      try await group.waitForAll()
    }
    let copied = try await pool.copyIn(SQL("copy", "copy t from stdin (format binary)")) {
      for n in 0..<100 { try await $0.row(Int32(n)) }
    }
    #expect(copied == 100)
    let row = try await pool.queryRow(.once("select count(*) as n from t"))
    #expect(try row?.get("n", as: Int.self) == 40 * 7 + 100)
    let error = await #expect(throws: PostgresError.self) {
      _ = try await pool.query(SQL("sleep", "select pg_sleep(30)"), [], timeout: .milliseconds(200))
    }
    #expect(error?.kind == .statementTimeout)
    try await pool.execute(.once("select 1"))
  }
}
