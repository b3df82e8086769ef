import FoundationEssentials
import Support
import Synchronization
import Testing

@testable import Shared

/// What one row, one lock or one chain could hold up for all.
@Suite struct QueueBlockerTests {
  private func code(
    _ statement: String, _ database: TestDatabase
  ) async -> String? {
    do throws(PostgresError) {
      try await database.pool.execute(SQL.once(statement))
      return nil
    } catch {
      return error.sqlState
    }
  }

  @Test(
    "the door refuses times without end, gaps among jobs to wait for, and endless names",
    arguments: [
      "run_at => 'infinity'", "run_at => '-infinity'", "run_at => '294276-12-31'",
      "run_at => '1969-12-31'", "depends_on => ARRAY[NULL]::bigint[]", "queue => ''",
      "queue => repeat('q', 101)",
    ])
  func door(argument: String) async throws {
    try await TestDatabase.with(.pipeline) { database in
      #expect(
        await code("SELECT pipeline.enqueue('test.a', \(argument))", database) == "22023")
    }
  }

  @Test("an empty concurrency key is none, and a trace that is none is not kept")
  func empty() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let state = await code(
        "SELECT pipeline.enqueue('test.a', concurrency_key => '', trace => repeat('x', 2000000))",
        database)
      #expect(state == nil)
      let row = try await database.pool.queryRow(
        SQL.once(
          """
          SELECT state::text, concurrency_key IS NULL AND trace IS NULL AS none FROM pipeline.jobs
          """))
      #expect(try row?.get(0, as: String.self) == "available")
      #expect(try row?.get(1, as: Bool.self) == true)
    }
  }

  @Test("a row with a time without end stops neither due jobs nor their worker nor the lists")
  func endless() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.endless")
      try await database.pool.execute(
        SQL.once(
          """
          INSERT INTO pipeline.jobs (kind, run_at, state) VALUES
            ('test.endless', 'infinity', 'scheduled'), ('test.endless', '-infinity', 'available'),
            ('test.endless', '294276-12-31', 'scheduled'),
            ('test.endless', now() + interval '1 second', 'scheduled')
          """))
      let handler = ClosureHandler(kind) { _, _ in .done() }
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 2 }
      }
      #expect(try await JobQueue.jobs(JobFilter(limit: 10), in: database.pool).count >= 2)
      #expect(try await JobQueue.queues(in: database.pool).count == 1)
      let depth = try await database.pool.query(OperationStatements.depth)
      #expect(try depth.map { try $0.get("age", as: Double.self) } == [0])
    }
  }

  @Test("a chain of jobs that wait for each other ends with its head, however long it is")
  func chain() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.chain")
      var last = try await JobQueue.enqueue(
        JobRequest(kind, due: .after(.seconds(3_600))), in: database.pool)
      let first = last
      try await database.pool.transaction { transaction in
        for _ in 0..<1_500 {
          last = try await JobQueue.enqueue(JobRequest(kind, dependsOn: [last]), in: transaction)
        }
      }
      let cancelled = try await JobQueue.cancel(first, reason: "over", in: database.pool)
      #expect(cancelled == .cancelled)
      let ended = try await JobQueue.jobs(JobFilter(limit: 10), in: database.pool)
      #expect(ended.allSatisfy { $0.state == .cancelled })
      let left = try await database.pool.queryRow(SQL.once("SELECT count(*) FROM pipeline.jobs"))
      #expect(try left?.get(0, as: Int64.self) == 0)
    }
  }

  @Test(
    "the callback of a batch waits for all parts, also where one ends before the others are there")
  func batch() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.part")
      let failed = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      _ = try await JobQueue.cancel(failed, reason: "over", in: database.pool)
      let batch = try await database.pool.transaction {
        try await JobBatch.enqueue(
          [JobRequest(kind, dependsOn: [failed]), JobRequest(kind)],
          then: JobRequest(JobKind("test.callback")), in: $0)
      }
      let progress = try await JobBatch.progress(of: batch.id, in: database.pool)
      #expect(progress?.total == 2 && progress?.remaining == 1 && progress?.failed == 1)
      let waits = try await JobQueue.job(batch.callback, in: database.pool)
      #expect(waits?.state == .waiting)
      _ = try await JobQueue.cancel(batch.jobs[1], reason: "over", in: database.pool)
      let free = try await JobQueue.job(batch.callback, in: database.pool)
      #expect(free?.state == .available)
      let all = try await database.pool.transaction {
        try await JobBatch.enqueue(
          [JobRequest(kind, dependsOn: [failed])], then: JobRequest(JobKind("test.callback")),
          in: $0)
      }
      let ready = try await JobQueue.job(all.callback, in: database.pool)
      #expect(ready?.state == .available, "all parts had ended before it was known")
      await #expect(throws: PostgresError.self) {
        try await JobBatch.enqueue(
          [], then: JobRequest(kind, due: .after(.seconds(9))), in: database.pool)
      }
    }
  }

  @Test("silent workers' jobs come back step by step, and a locked one keeps only itself back")
  func rescue() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      try await pool.execute(
        SQL.once(
          """
          WITH made AS (
            INSERT INTO pipeline.jobs (kind, run_at, state, token, attempt)
            SELECT 'test.lost', now(), 'running', 1 + n / 600, 1 FROM generate_series(0, 1799) n
            RETURNING id, token)
          INSERT INTO pipeline.claims (token, worker_id, job_ids, claimed_at)
          SELECT token, gen_random_uuid(), array_agg(id), now() FROM made GROUP BY token
          """))
      var freed: [Int32] = []
      try await pool.transaction { holder in
        try await holder.execute(
          SQL.once(
            """
            SELECT FROM pipeline.jobs WHERE id = (SELECT min(id) FROM pipeline.jobs) FOR UPDATE
            """))
        for _ in 0..<3 {
          let row = try await pool.queryRow(LifeStatements.rescue)
          freed.append(try row?.get("rescued", as: Int32.self) ?? -1)
        }
      }
      #expect(freed == [1_199, 600, 0])
      let row = try await pool.queryRow(LifeStatements.rescue)
      #expect(try row?.get("rescued", as: Int32.self) == 1)
      let claims = try await pool.queryRow(SQL.once("SELECT count(*) FROM pipeline.claims"))
      #expect(try claims?.get(0, as: Int64.self) == 0)
    }
  }

  @Test("a job whose end cannot be written, nor its return, is rescued from a living worker")
  func abandoned() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.unwritable")
      try await database.pool.execute(
        SQL.once(
          """
          CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'not today'; END $$
          """))
      try await database.pool.execute(
        SQL.once(
          """
          CREATE TRIGGER refuse BEFORE UPDATE ON pipeline.jobs FOR EACH ROW
            WHEN (NEW.state = 'retryable') EXECUTE FUNCTION public.refuse()
          """))
      let handler = ClosureHandler(kind) { job, _ in
        if job.attempt == 1 { throw JobFailure("first", "with a \0 in it") }
        return .done()
      }
      let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler], heartbeatTimeout: .seconds(4)) { _ in
        let job = try #require(try await TestWorker.finished(id, database))
        #expect(job.state == .completed && job.attempt == 2)
      }
    }
  }

  @Test("what a handler says is kept without NUL, and a result that is too large ends the job")
  func words() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let wordy = JobKind("test.words", maxAttempts: 1)
      let large = JobKind("test.large")
      let handlers = [
        ClosureHandler(wordy) { _, context in
          context.report(JobProgress(fraction: 0.5, phase: "a\0", message: "b\0"))
          throw JobFailure("odd", "with a \0 in it")
        },
        ClosureHandler(large) { _, _ in
          .done(result: .string(String(repeating: "x", count: QueueLimits.resultBytes)))
        },
      ]
      let ids = try await JobQueue.enqueue(
        [JobRequest(wordy), JobRequest(large)], in: database.pool)
      try await TestWorker.with(database, handlers) { worker in
        try await TestWorker.expect { worker.finishedJobs == 2 }
      }
      let first = try #require(try await JobQueue.job(ids[0], in: database.pool))
      #expect(first.state == .discarded && first.attempt == 1)
      let second = try #require(try await JobQueue.job(ids[1], in: database.pool))
      #expect(second.state == .discarded && second.reason == "result_too_large")
    }
  }

  @Test("a job that waits for others or for its key is discarded by its handler too")
  func condemned() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.condemned")
      let pool = database.pool
      let first = try await JobQueue.enqueue(
        JobRequest(kind, due: .after(.seconds(3_600))), in: pool)
      let second = try await JobQueue.enqueue(JobRequest(kind, dependsOn: [first]), in: pool)
      #expect(try await JobQueue.discard(second, reason: "enough", in: pool))
      let waiting = try await JobQueue.job(second, in: pool)
      #expect(waiting?.state == .available && waiting?.reason == "enough")
      let handler = ClosureHandler(kind) { _, _ in .done() }
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 1 }
      }
      #expect(try await JobQueue.job(second, in: pool)?.state == .discarded)
    }
  }
}
