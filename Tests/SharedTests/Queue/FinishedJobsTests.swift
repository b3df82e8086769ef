import FoundationEssentials
import Support
import Testing

@testable import Shared

/// How finished jobs and ended batches go.
@Suite struct FinishedJobsTests {
  private static let insert = SQL(
    "insert_finished",
    """
    INSERT INTO pipeline.finished_jobs (id, workspace_id, created_at, finished_at, expires_at, state,
        attempt, max_attempts, priority, crashes, queue, kind, args)
    SELECT i, '00000000-0000-0000-0000-000000000000', now(), now() + $3::int * interval '1 hour',
        now() + $4::int * interval '1 hour', $5::text::pipeline.job_state, 1, 1, 2, 0, 'default',
        'test.old', '{}'
    FROM generate_series($1::int, $2::int) i
    """)

  /// Adds finished jobs with those numbers that ended so many hours from now.
  private func add(
    _ ids: ClosedRange<Int>, hours: Int, expires: Int? = nil, state: JobState = .completed,
    in pool: PostgresPool
  ) async throws {
    try await pool.execute(
      Self.insert, [ids.lowerBound, ids.upperBound, hours, expires, state.rawValue])
  }

  private func left(_ pool: PostgresPool) async throws -> [Int64] {
    try await pool.query(SQL.once("SELECT id FROM pipeline.finished_jobs ORDER BY 1")).map {
      try $0.get(0, as: Int64.self)
    }
  }

  /// A worker that is not running, for its housekeeping.
  private func keeper(_ pool: PostgresPool) -> Worker {
    Worker(pool: pool, handlers: [], configuration: WorkerConfiguration(name: "keeper"))
  }

  @Test("an old day is dropped whole, but an old reader of it is neither waited for nor harmed")
  func rotation() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      try await pool.execute(
        SQL.once(
          """
          CREATE TABLE pipeline.finished_jobs_20200101 PARTITION OF pipeline.finished_jobs
          FOR VALUES FROM ('2020-01-01Z') TO ('2020-01-02Z')
          """))
      try await pool.execute(
        SQL.once(
          """
          INSERT INTO pipeline.finished_jobs (id, workspace_id, created_at, finished_at, state,
              attempt, max_attempts, priority, crashes, queue, kind, args)
          VALUES (1, gen_random_uuid(), now(), '2020-01-01 12:00Z', 'completed', 1, 1, 2, 0,
              'default', 'test.old', '{}')
          """))
      try await add(2...2, hours: -1, in: pool)
      func rotate() async throws -> Int32? {
        try await pool.query(LifeStatements.rotate, [30], timeout: .seconds(15)).first?.get(
          "dropped", as: Int32.self)
      }
      let reader = try database.makePool()
      defer { reader.close() }
      try await reader.transaction { transaction in
        let read = SQL.once("SELECT count(*) FROM pipeline.finished_jobs_20200101")
        _ = try await transaction.query(read)
        // The reader's transaction ends after this: had the drop waited for it, nobody would end.
        #expect(try await rotate() == 0)
        #expect(try await transaction.queryRow(read)?.get(0, as: Int64.self) == 1)
      }
      #expect(try await left(pool) == [1, 2])
      #expect(try await rotate() == 1)
      #expect(try await left(pool) == [2])
    }
  }

  @Test("rows of a day without a partition keep it from being made, and go when their time is over")
  func unprepared() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      func created() async throws -> Int32? {
        try await pool.query(LifeStatements.rotate, [30]).first?.get("created", as: Int32.self)
      }
      _ = try await created()
      let name = try await pool.queryRow(
        SQL.once("SELECT to_char((now() AT TIME ZONE 'UTC')::date + 5, 'YYYYMMDD')"))
      let part = try #require(try name?.get(0, as: String.self))
      try await pool.execute(SQL.once("DROP TABLE pipeline.finished_jobs_\(part)"))
      try await add(1...1, hours: 5 * 24, in: pool)
      #expect(try await created() == 0)
      try await add(2...700, hours: -40 * 24, in: pool)
      #expect(try await keeper(pool).prune(), "one small step at a time")
      #expect(try await left(pool).count == 200)
      #expect(try await !keeper(pool).prune())
      #expect(try await left(pool) == [1])
      try await pool.execute(SQL.once("DELETE FROM pipeline.finished_jobs"))
      #expect(try await created() == 1)
    }
  }

  @Test("a kind's own time of keeping ends before its day's")
  func retention() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let handlers = [
        ClosureHandler(JobKind("test.short", retention: .seconds(3_600))) { _, _ in .done() },
        ClosureHandler(JobKind("test.long")) { _, _ in .done() },
      ]
      let ids = try await JobQueue.enqueue(handlers.map { JobRequest($0.kind) }, in: pool)
      try await TestWorker.with(database, handlers) { worker in
        try await TestWorker.expect { worker.finishedJobs == 2 }
      }
      let kept = try await pool.query(
        SQL.once(
          """
          SELECT extract(epoch FROM expires_at - finished_at)::float8 FROM pipeline.finished_jobs
          ORDER BY id
          """))
      #expect(try kept.map { try $0.get(0, as: Double?.self) } == [3_600, nil])
      #expect(try await !keeper(pool).prune())
      #expect(try await left(pool) == ids.map(\.rawValue))
      try await pool.execute(
        SQL.once("UPDATE pipeline.finished_jobs SET expires_at = expires_at - interval '2 hours'"))
      #expect(try await !keeper(pool).prune())
      #expect(try await left(pool) == [ids[1].rawValue])
    }
  }

  @Test("a purge removes what is meant and old enough, however much it is")
  func purge() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      try await add(1...1_300, hours: -10 * 24, state: .discarded, in: pool)
      try await add(2_001...2_001, hours: -10 * 24, state: .completed, in: pool)
      try await add(2_002...2_002, hours: -1, state: .discarded, in: pool)
      let week = Duration.seconds(7 * 86_400)
      #expect(
        try await JobQueue.purge(
          states: [.discarded], kind: "test.other", olderThan: week, in: pool) == 0)
      #expect(
        try await JobQueue.purge(
          states: [.discarded], kind: "test.old", olderThan: week, in: pool) == 1_300)
      #expect(try await left(pool) == [2_001, 2_002])
    }
  }

  @Test("ended batches go after the same time, unless a job of theirs is still to run")
  func batches() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let job = try await JobQueue.enqueue(JobRequest(JobKind("test.callback")), in: pool)
      try await pool.execute(
        SQL.once(
          """
          INSERT INTO pipeline.job_batches (total, remaining, callback_job_id, finished_at)
          VALUES (1, 0, NULL, now() - interval '40 days'), (2, 0, $1, now() - interval '40 days'),
              (3, 0, NULL, now() - interval '20 days'), (4, 1, NULL, NULL)
          """), [job.rawValue])
      #expect(try await !keeper(pool).prune())
      let totals = try await pool.query(
        SQL.once("SELECT total FROM pipeline.job_batches ORDER BY 1"))
      #expect(try totals.map { try $0.get(0, as: Int32.self) } == [2, 3, 4])
    }
  }
}
