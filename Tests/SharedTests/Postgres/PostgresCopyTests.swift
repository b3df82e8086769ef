import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct PostgresCopyTests {
  private static let copy = SQL(
    "copy_t", "copy t (id, name, at, data) from stdin (format binary)")
  private static let create = SQL.once(
    "create table t (id bigint primary key, name text, at timestamptz, data jsonb)")

  @Test("a hundred thousand rows arrive as they were sent")
  func manyRows() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(Self.create)
      let count = try await database.pool.copyIn(Self.copy) { writer in
        for id in 0..<100_000 {
          try await writer.row(
            id, id % 10 == 0 ? nil : "name \(id)", Instant(seconds: Int64(id)),
            JSONValue.object(["n": .int(Int64(id))]))
        }
      }
      #expect(count == 100_000)
      let row = try #require(
        try await database.pool.queryRow(
          .once(
            """
            select count(*) as n, count(name) as named, max(at) as latest,
              sum((data->>'n')::bigint)::bigint as total from t
            """)))
      #expect(try row.get("n", as: Int.self) == 100_000)
      #expect(try row.get("named", as: Int.self) == 90_000)
      #expect(try row.get("latest", as: Instant.self) == Instant(seconds: 99_999))
      #expect(try row.get("total", as: Int.self) == 99_999 * 50_000)
    }
  }

  @Test("a sender that gives up leaves no row and a good connection")
  func senderGivesUp() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(Self.create)
      struct Stop: Error {}
      await #expect(throws: Stop.self) {
        try await database.pool.copyIn(Self.copy) { writer in
          try await writer.row(1, "a", Instant(seconds: 0), JSONValue.null)
          throw Stop()
        }
      }
      let row = try await database.pool.queryRow(.once("select count(*) from t"))
      #expect(try row?.get(0, as: Int.self) == 0)
      #expect(database.pool.statistics.open == 1)
    }
  }

  @Test("a duplicate key in the middle is told with its constraint")
  func duplicateKey() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(Self.create)
      let error = await #expect(throws: PostgresError.self) {
        try await database.pool.copyIn(Self.copy) { writer in
          for id in [1, 2, 1] {
            try await writer.row(id, "a", Instant(seconds: 0), JSONValue.null)
          }
        }
      }
      #expect(error?.isUniqueViolation == true)
      #expect(error?.constraint == "t_pkey")
      #expect(try await database.pool.queryRow(.once("select 1"))?.get(0, as: Int.self) == 1)
    }
  }

  @Test("a COPY into no table, in text or outwards is refused and costs nothing else")
  func wrongCopies() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(Self.create)
      for text in [
        "copy absent from stdin (format binary)", "copy t from stdin", "copy t to stdout",
        "select 1",
      ] {
        await #expect(throws: PostgresError.self) {
          try await database.pool.copyIn(SQL("wrong", text)) { _ in }
        }
        #expect(try await database.pool.queryRow(.once("select 1"))?.get(0, as: Int.self) == 1)
      }
    }
  }

  @Test("a COPY inside a transaction vanishes with it")
  func insideTransaction() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(Self.create)
      struct Stop: Error {}
      await #expect(throws: Stop.self) {
        try await database.pool.transaction { transaction in
          let count = try await transaction.copyIn(Self.copy) { writer in
            try await writer.row(1, "a", Instant(seconds: 0), JSONValue.null)
          }
          #expect(count == 1)
          throw Stop()
        }
      }
      let row = try await database.pool.queryRow(.once("select count(*) from t"))
      #expect(try row?.get(0, as: Int.self) == 0)
    }
  }
}
