import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct PostgresValueTests {
  /// Sends each value, has the server tell it as text and send it back.
  private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
    _ values: [(Value, String?)], as type: String
  ) async throws {
    try await TestDatabase.with(.empty) { database in
      let sql = SQL("echo", "select $1::\(type) as value, $1::\(type)::text as words")
      for (value, words) in values {
        let row = try #require(try await database.pool.queryRow(sql, [value]))
        #expect(try row.get("value", as: Value.self) == value)
        if let words { #expect(try row.get("words", as: String.self) == words) }
      }
    }
  }

  @Test("whole numbers keep their extremes")
  func integers() async throws {
    try await roundTrip([(Int16.min, "-32768"), (0, "0"), (.max, "32767")], as: "smallint")
    try await roundTrip([(Int32.min, "-2147483648"), (.max, nil)], as: "int")
    try await roundTrip(
      [(Int64.min, "-9223372036854775808"), (.max, "9223372036854775807")], as: "bigint")
    try await roundTrip([(Int.min, nil), (-1, "-1")], as: "bigint")
  }

  @Test("floating-point numbers keep every bit, infinities included")
  func floats() async throws {
    try await roundTrip(
      [(Double.pi, nil), (-0.0, "-0"), (.infinity, "Infinity"), (.leastNonzeroMagnitude, nil)],
      as: "float8")
    try await roundTrip([(Float(1.5), "1.5"), (-.infinity, "-Infinity")], as: "real")
    try await TestDatabase.with(.empty) { database in
      let row = try await database.pool.queryRow(
        SQL("nan", "select $1 as value"), [Double.nan])
      #expect(try row?.get("value", as: Double.self).isNaN == true)
    }
  }

  @Test("texts keep every character but NUL, which the server refuses")
  func texts() async throws {
    try await roundTrip(
      [("", ""), ("Zażółć 🇪🇺 \u{1F469}\u{200D}\u{1F680}", nil), ("'; drop table x; --", nil)],
      as: "text")
    try await TestDatabase.with(.empty) { database in
      let error = await #expect(throws: PostgresError.self) {
        _ = try await database.pool.query(SQL("nul", "select $1 as value"), ["a\0b"])
      }
      #expect(error?.sqlState == "22021")
    }
  }

  @Test("booleans, uuids, JSON and bytes come back as they went")
  func others() async throws {
    try await roundTrip([(true, "true"), (false, "false")], as: "bool")
    let uuid = try #require(UUID(uuidString: "0E984725-C51C-4BF4-9960-E1C80E27ABA0"))
    try await roundTrip([(uuid, "0e984725-c51c-4bf4-9960-e1c80e27aba0")], as: "uuid")
    let json: JSONValue = ["a": [1, nil, "x\"\\\u{1F600}"], "b": ["c": 2.5]]
    try await roundTrip([(json, nil), (.null, "null"), (.string(""), "\"\"")], as: "jsonb")
    try await roundTrip([([UInt8](0...255), nil), ([], "\\x")], as: "bytea")
  }

  @Test("instants keep microseconds, and the infinities are the extremes")
  func instants() async throws {
    try await roundTrip(
      [
        (Instant(microseconds: 0), "1970-01-01 00:00:00+00"),
        (Instant(microseconds: -1), "1969-12-31 23:59:59.999999+00"),
        (Instant(microseconds: 1_795_168_800_123_456), "2026-11-20 10:00:00.123456+00"),
        (.distantFuture, "infinity"), (.distantPast, "-infinity"),
      ], as: "timestamptz")
  }

  @Test("dates of all ages come back; an infinite date is refused with a clear error")
  func dates() async throws {
    let days = try [(2000, 2, 29), (1, 1, 1), (9999, 12, 31), (1582, 10, 15)].map {
      try #require(CivilDate(year: $0.0, month: $0.1, day: $0.2))
    }
    try await roundTrip(days.map { ($0, nil) }, as: "date")
    try await TestDatabase.with(.empty) { database in
      let row = try #require(
        try await database.pool.queryRow(SQL("forever", "select 'infinity'::date as day")))
      let error = #expect(throws: PostgresError.self) { try row.get("day", as: CivilDate.self) }
      #expect(error?.kind == .decoding)
      #expect(error?.column == "day")
    }
  }

  @Test("ranges of instants are half open, open and empty")
  func ranges() async throws {
    let (early, late) = (Instant(seconds: 0), Instant(seconds: 86_400))
    try await roundTrip(
      [
        (InstantRange(lower: early, upper: late), nil),
        (InstantRange(lower: nil, upper: late), "(,\"1970-01-02 00:00:00+00\")"),
        (InstantRange(lower: early, upper: nil), "[\"1970-01-01 00:00:00+00\",)"),
        (InstantRange(lower: nil, upper: nil), "(,)"), (.empty, "empty"),
      ], as: "tstzrange")
    try await TestDatabase.with(.empty) { database in
      let row = try await database.pool.queryRow(
        SQL("other_bounds", "select tstzrange('epoch', 'epoch'::timestamptz + '1s', '(]') as r"))
      #expect(
        try row?.get("r", as: InstantRange.self)
          == InstantRange(
            lower: Instant(microseconds: 1), upper: Instant(microseconds: 1_000_001)))
    }
  }

  @Test("intervals keep months, days and microseconds apart")
  func intervals() async throws {
    try await roundTrip(
      [
        (PostgresInterval(months: 14, days: -3, microseconds: 1), nil),
        (PostgresInterval(.milliseconds(1_500)), "00:00:01.5"),
      ], as: "interval")
  }

  @Test(
    "numerics come back digit for digit",
    arguments: [
      "0", "0.00", "-12.50", "10000", "0.0001", "0.00010000", "123456789012345678901234567890.12",
      "1e20", "NaN", "99999999", "0.1", "-0.00000000000000000001",
    ])
  func numerics(text: String) async throws {
    try await TestDatabase.with(.empty) { database in
      let row = try #require(
        try await database.pool.queryRow(
          SQL("numeric", "select $1::numeric as value, $1::numeric::text as words"),
          [PostgresNumeric(text)]))
      #expect(
        try row.get("value", as: PostgresNumeric.self).text == row.get("words", as: String.self))
    }
  }

  @Test("arrays come back, empty and with NULLs")
  func arrays() async throws {
    try await roundTrip([(["a", "", "ä,\"}"], nil), ([], "{}")], as: "text[]")
    try await roundTrip([([1, nil, 3] as [Int64?], "{1,NULL,3}")], as: "bigint[]")
    try await roundTrip([([Int32.min, 0], nil)], as: "int[]")
    try await roundTrip([([Int16(7)], "{7}")], as: "smallint[]")
    try await roundTrip([([Float(0.25), -1], "{0.25,-1}")], as: "real[]")
    try await roundTrip([([UUID(), UUID()], nil)], as: "uuid[]")
    try await roundTrip([([true, false], "{t,f}")], as: "bool[]")
    try await roundTrip([([Instant(seconds: 1)], nil)], as: "timestamptz[]")
    try await roundTrip([([JSONValue.int(1), .null], nil)], as: "jsonb[]")
  }

  @Test("NULL is nil, and an error that names the column where nil cannot be")
  func nulls() async throws {
    try await TestDatabase.with(.empty) { database in
      let sql = SQL("null", "select $1::int as n, $2::text as t")
      let row = try #require(
        try await database.pool.queryRow(sql, [Int32?.none, String?.some("x")]))
      #expect(try row.get("n", as: Int32?.self) == nil)
      #expect(try row.get("t", as: String?.self) == "x")
      #expect(row.isNull("n"))
      let error = #expect(throws: PostgresError.self) { try row.get("n", as: Int32.self) }
      #expect(error?.kind == .decoding)
      #expect(error?.column == "n")
      #expect(error?.statementName == "null")
    }
  }

  @Test("a column of another type, a missing one and a value out of range are refused")
  func mismatches() async throws {
    try await TestDatabase.with(.empty) { database in
      let row = try #require(
        try await database.pool.queryRow(
          SQL("mixed", "select 70000 as n, 'x'::text as t, now()::timestamp as local")))
      #expect(throws: PostgresError.self) { try row.get("n", as: Int16.self) }
      #expect(throws: PostgresError.self) { try row.get("t", as: UUID.self) }
      #expect(throws: PostgresError.self) { try row.get("n", as: String.self) }
      #expect(throws: PostgresError.self) { try row.get("absent", as: Int.self) }
      #expect(throws: PostgresError.self) { try row.get("local", as: Instant.self) }
      #expect(throws: PostgresError.self) { try row.get(9, as: Int.self) }
      #expect(try row.get("n", as: Int.self) == 70_000)
    }
  }
}
