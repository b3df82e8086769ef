import FoundationEssentials
import Shared

/// Measures the PostgreSQL client; prints one `name value` a line, in units per second.
///
/// Arguments: connection URL, seconds a measurement.
@main
struct PostgresBenchmark {
  private static let one = SQL("one", "select $1::int as n")
  private static let rows = SQL(
    "rows",
    """
    select gen_random_uuid() as id, n::bigint as n, 'title of task ' || n as title,
      now() + n * interval '1 second' as at, n % 7 = 0 as done
    from generate_series(1, $1::int) n
    """)
  private static let create = SQL.once(
    "create table if not exists bench_copy (id uuid, n bigint, title text, at timestamptz)")
  private static let copy = SQL(
    "copy", "copy bench_copy (id, n, title, at) from stdin (format binary)")

  let pool: PostgresPool
  let seconds: Double

  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3, let seconds = Double(words[2]) else {
      print("usage: bench-postgres URL SECONDS")
      return
    }
    var configuration = try PostgresConfiguration(url: words[1])
    configuration.maximumConnections = 16
    let pool = PostgresPool(configuration: configuration)
    let benchmark = PostgresBenchmark(pool: pool, seconds: seconds)
    try await benchmark.statements(clients: 1)
    try await benchmark.statements(clients: 4)
    try await benchmark.transactions()
    try await benchmark.pipeline()
    try await benchmark.decoding()
    try await benchmark.copying()
    pool.close()
  }

  private func report(_ name: String, _ count: Int, _ duration: Duration) {
    let elapsed =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    print("\(name) \(Int(Double(count) / elapsed))")
  }

  private func measure(
    _ name: String, clients: Int = 1,
    _ body: @escaping @Sendable (PostgresConnection) async throws -> Int
  ) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    let start = ContinuousClock.now
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<clients {
        group.addTask {
          try await pool.withConnection { connection in
            var count = 0
            while ContinuousClock.now < end { count += try await body(connection) }
            return count
          }
        }
      }
      return try await group.reduce(0, +)
    }
    report(name, total, ContinuousClock.now - start)
  }

  private func statements(clients: Int) async throws {
    try await measure("statements_\(clients)", clients: clients) { connection in
      let row = try await connection.queryRow(Self.one, [Int32(7)])
      return try row?.get("n", as: Int.self) == 7 ? 1 : 0
    }
  }

  private func transactions() async throws {
    try await measure("transactions_1") { connection in
      try await connection.transaction { _ = try await $0.query(Self.one, [Int32(7)]) }
      return 1
    }
  }

  private func pipeline() async throws {
    try await measure("pipelined_100") { connection in
      try await connection.pipeline { batch in
        for n in 0..<100 { batch.add(Self.one, [Int32(n)]) }
      }.count
    }
  }

  private func decoding() async throws {
    let result = try await pool.query(Self.rows, [Int32(200_000)])
    for name in ["decoded_rows_by_name", "decoded_rows_by_place"] {
      let start = ContinuousClock.now
      var sum = 0
      for row in result {
        if name == "decoded_rows_by_name" {
          let id: UUID = try row.get("id")
          let title: String = try row.get("title")
          let at: Instant = try row.get("at")
          sum += try row.get("n", as: Int.self) + title.utf8.count + Int(at.seconds & 1)
          sum += id.uuid.0 == 0 ? 1 : 0
          sum += try row.get("done", as: Bool.self) ? 1 : 0
        } else {
          let id: UUID = try row.get(0)
          let title: String = try row.get(2)
          let at: Instant = try row.get(3)
          sum += try row.get(1, as: Int.self) + title.utf8.count + Int(at.seconds & 1)
          sum += id.uuid.0 == 0 ? 1 : 0
          sum += try row.get(4, as: Bool.self) ? 1 : 0
        }
      }
      precondition(sum != 0)
      report(name, result.count, ContinuousClock.now - start)
    }
  }

  private func copying() async throws {
    try await pool.execute(Self.create)
    try await measure("copied_rows") { connection in
      try await connection.copyIn(Self.copy) { writer in
        for n in 0..<50_000 {
          try await writer.row(UUID(), n, "title of task", Instant(seconds: Int64(n)))
        }
      }
    }
    try await pool.execute(.once("drop table bench_copy"))
  }
}
