import FoundationEssentials
import Support
import Synchronization
import Testing

@testable import Shared

@Suite struct WorkerTests {
  private static let effect = SQL.once("INSERT INTO public.effects (job) VALUES ($1)")
  private static let effects = SQL.once("SELECT job FROM public.effects ORDER BY 1")

  private func prepare(_ database: TestDatabase) async throws {
    try await database.pool.execute(SQL.once("CREATE TABLE public.effects (job bigint)"))
  }

  private func effects(_ database: TestDatabase) async throws -> [Int64] {
    try await database.pool.query(Self.effects).map { try $0.get(0, as: Int64.self) }
  }

  @Test("jobs run once each, their effects commit with them, results are kept")
  func effectsCommit() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind("test.effect")
      let handler = ClosureHandler(kind) { job, _ in
        .done(result: ["twice": .int((job.args["n"]?.intValue ?? 0) * 2)]) {
          try await $0.execute(Self.effect, [job.id.rawValue])
        }
      }
      let ids = try await JobQueue.enqueue(
        (0..<100).map { JobRequest(kind, args: ["n": .int($0)]) }, in: database.pool)
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 100 }
      }
      #expect(try await effects(database) == ids.map(\.rawValue))
      let last = try #require(try await JobQueue.job(ids[99], in: database.pool))
      #expect(last.state == .completed)
      #expect(last.result?["twice"]?.intValue == 198)
    }
  }

  @Test("one failing effect among many in a transaction undoes and retries only its own job")
  func failingEffect() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind("test.effect", backoff: JobBackoff(base: .milliseconds(10)))
      let handler = ClosureHandler(kind) { job, _ in
        .done { session in
          try await session.execute(Self.effect, [job.id.rawValue])
          if job.args["bad"] != nil, job.attempt == 1 {
            try await session.execute(SQL.once("SELECT 1 / 0"))
          }
        }
      }
      let requests = (0..<20).map { JobRequest(kind, args: $0 == 7 ? ["bad": true] : [:]) }
      let ids = try await JobQueue.enqueue(requests, in: database.pool)
      try await TestWorker.with(database, [handler], concurrency: 20) { worker in
        try await TestWorker.expect { worker.finishedJobs == 20 }
      }
      #expect(try await effects(database) == ids.map(\.rawValue))
      let bad = try #require(try await JobQueue.job(ids[7], in: database.pool))
      #expect(bad.attempt == 2)
      #expect(bad.errors.first?["code"] == "postgres_22012")
    }
  }

  @Test(
    "where effects can never be written, those of the discard are, and others go on",
    arguments: [1, 5])
  func effectsNeverWritten(others: Int) async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind(
        "test.unwritable", maxAttempts: 2, backoff: JobBackoff(base: .milliseconds(5), jitter: 0))
      let handler = ClosureHandler(
        kind,
        discarded: { job, _ in { try await $0.execute(Self.effect, [job.id.rawValue]) } }
      ) { job, _ in
        .done(
          effects: { session in
            if job.args["bad"] != nil { try await session.execute(SQL.once("select 1 / 0")) }
            try await session.execute(Self.effect, [job.id.rawValue])
          })
      }
      let bad = try await JobQueue.enqueue(JobRequest(kind, args: ["bad": 1]), in: database.pool)
      let good = try await JobQueue.enqueue(
        (1..<others).map { _ in JobRequest(kind) }, in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        let job = try #require(try await TestWorker.finished(bad, database))
        #expect(job.state == .discarded)
        #expect(job.attempt == 2)
        for id in good { #expect(try await TestWorker.finished(id, database)?.state == .completed) }
      }
      let written = try await effects(database)
      #expect(written.sorted() == ([bad] + good).map(\.rawValue))
    }
  }

  @Test("a write that always takes too long holds nobody up, and ends by its discard")
  func effectsTooSlow() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind("test.slow_effects", maxAttempts: 1)
      let handler = ClosureHandler(
        kind,
        discarded: { job, _ in { try await $0.execute(Self.effect, [job.id.rawValue]) } }
      ) { job, _ in
        .done(
          effects: { session in
            guard job.args["slow"] != nil else { return }
            _ = try await session.query(
              SQL.once("select pg_sleep(9)"), [], timeout: .milliseconds(20))
          })
      }
      let slow = try await JobQueue.enqueue(JobRequest(kind, args: ["slow": 1]), in: database.pool)
      let others = try await JobQueue.enqueue(
        (0..<4).map { _ in JobRequest(kind) }, in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        let ended = try #require(try await TestWorker.finished(slow, database))
        #expect(ended.state == .discarded)
        for id in others {
          let job = try #require(try await TestWorker.finished(id, database))
          #expect(job.state == .completed)
        }
      }
      #expect(try await effects(database) == [slow.rawValue])
    }
  }

  @Test("a job that an operator gives up ends with its handler's effects, at once without them")
  func givenUp() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind("test.given_up")
      let handler = ClosureHandler(
        kind,
        discarded: { job, _ in { try await $0.execute(Self.effect, [job.id.rawValue]) } }
      ) { _, _ in .done() }
      let ids = try await JobQueue.enqueue(
        (0..<2).map { _ in JobRequest(kind, due: .after(.seconds(900))) }, in: database.pool)
      #expect(try await JobQueue.discard(ids[0], reason: "no use", in: database.pool))
      #expect(
        try await JobQueue.discard(ids[1], reason: "no use", atOnce: true, in: database.pool))
      #expect(try await JobQueue.job(ids[1], in: database.pool)?.state == .discarded)
      try await TestWorker.with(database, [handler]) { _ in
        let job = try #require(try await TestWorker.finished(ids[0], database))
        #expect(job.state == .discarded)
        #expect(job.reason == "no use")
      }
      #expect(try await effects(database) == [ids[0].rawValue])
      #expect(try await !JobQueue.discard(ids[0], reason: "again", in: database.pool))
    }
  }

  @Test("failures retry until attempts are used up; the discard's effects commit with it")
  func discard() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind(
        "test.bad", maxAttempts: 3, backoff: JobBackoff(base: .milliseconds(5), jitter: 0))
      let handler = ClosureHandler(
        kind,
        discarded: { job, failure in
          { session in
            #expect(failure.code == "nope")
            try await session.execute(Self.effect, [job.id.rawValue])
          }
        }
      ) { _, _ in throw JobFailure("nope", "never works") }
      let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        let job = try #require(try await TestWorker.finished(id, database))
        #expect(job.state == .discarded)
        #expect(job.attempt == 3)
        #expect(job.errors.map { $0["attempt"]?.intValue } == [1, 2, 3])
        #expect(job.errors.allSatisfy { $0["worker"] == "test" && $0["trace"] != nil })
      }
      #expect(try await effects(database) == [id.rawValue])
      #expect(try await JobQueue.retry([id], in: database.pool).retried == [id])
      let again = try #require(try await JobQueue.job(id, in: database.pool))
      #expect(again.state == .available && again.attempt == 0 && again.errors.count == 3)
    }
  }

  @Test("a snooze does not burn an attempt, a timeout does")
  func snoozeAndTimeout() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let naps = Tally()
      let sleepy = ClosureHandler(JobKind("test.snooze")) { job, _ in
        #expect(job.attempt == 1)
        return naps.raise() < 3 ? .snooze(for: .milliseconds(10)) : .done()
      }
      let slow = ClosureHandler(
        JobKind("test.slow", maxAttempts: 1, timeout: .milliseconds(50))
      ) { _, _ in
        try await Task.sleep(for: .seconds(20))
        return .done()
      }
      let ids = try await JobQueue.enqueue(
        [JobRequest(sleepy.kind), JobRequest(slow.kind)], in: database.pool)
      try await TestWorker.with(database, [sleepy, slow]) { _ in
        #expect(try await TestWorker.finished(ids[0], database)?.state == .completed)
        let timedOut = try #require(try await TestWorker.finished(ids[1], database))
        #expect(timedOut.state == .discarded)
        #expect(timedOut.errors.last?["code"] == "timeout")
      }
    }
  }

  @Test("a running job is cancelled through its task, a waiting one at once")
  func cancel() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.long")
      let handler = ClosureHandler(kind) { _, context in
        context.report(JobProgress(fraction: 0.5, phase: "sleeping"))
        try await Task.sleep(for: .seconds(60))
        return .done()
      }
      let later = try await JobQueue.enqueue(
        JobRequest(kind, due: .after(.seconds(100))), in: database.pool)
      #expect(try await JobQueue.cancel(later, reason: "x", in: database.pool) == .cancelled)
      #expect(try await JobQueue.cancel(later, reason: "x", in: database.pool) == .finished)
      let none = JobID(rawValue: 999_999)
      #expect(try await JobQueue.cancel(none, reason: "x", in: database.pool) == .unknown)
      let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        try await TestWorker.expect {
          try await JobQueue.job(id, in: database.pool)?.progress?["phase"] == "sleeping"
        }
        #expect(try await JobQueue.cancel(id, reason: "enough", in: database.pool) == .cancelling)
        let job = try #require(try await TestWorker.finished(id, database))
        #expect(job.state == .cancelled)
      }
    }
  }

  @Test("one tenant's backlog delays another's job by at most one batch")
  func fairness() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.fair", completion: .batched)
      let order = Mutex<[UUID]>([])
      let handler = ClosureHandler(kind) { job, _ in
        order.withLock { $0.append(job.workspace ?? ClaimedJob.noWorkspace) }
        return .done()
      }
      let (big, small) = (UUID(), UUID())
      try await JobQueue.enqueue(
        (0..<3_000).map { _ in JobRequest(kind, workspace: big) }, in: database.pool)
      try await JobQueue.enqueue(JobRequest(kind, workspace: small), in: database.pool)
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 3_001 }
      }
      let place = try #require(order.withLock { $0.firstIndex(of: small) })
      #expect(place < QueueLimits.batch)
    }
  }

  @Test("a draining worker finishes what runs and gives the rest back untouched")
  func drain() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.steady")
      let isOver = Mutex(false)
      let handler = ClosureHandler(kind) { _, _ in
        while !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
        return .done()
      }
      try await JobQueue.enqueue(
        (0..<10).map { _ in JobRequest(kind) }, in: database.pool)
      let finished = try await TestWorker.with(database, [handler], concurrency: 3) { worker in
        try await TestWorker.expect { worker.core.with { $0.running } == 3 }
        worker.stop()
        isOver.withLock { $0 = true }
        return worker
      }.finishedJobs
      let rest = try await JobQueue.jobs(JobFilter(limit: 100), in: database.pool)
      #expect(rest.count == 10 - finished)
      #expect(rest.allSatisfy { $0.state == .available && $0.attempt == 0 })
      #expect(try await JobQueue.workers(in: database.pool).isEmpty)
    }
  }

  @Test("a job that has seen two workers die runs alone, then is given up")
  func poison() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.poison")
      let together = Mutex<(now: Int, most: Int)>((0, 0))
      let suspect = Mutex<Int>(0)
      let handler = ClosureHandler(kind) { job, _ in
        together.withLock { counts in
          counts.now += 1
          if job.crashes >= 2 { suspect.withLock { $0 = counts.now } }
        }
        try await Task.sleep(for: .milliseconds(30))
        together.withLock { $0.now -= 1 }
        return .done()
      }
      let ids = try await JobQueue.enqueue(
        (0..<30).map { _ in JobRequest(kind) }, in: database.pool)
      let crash = SQL.once("UPDATE pipeline.jobs SET crashes = $2::int WHERE id = $1")
      try await database.pool.execute(crash, [ids[0].rawValue, 2])
      try await database.pool.execute(
        SQL.once(
          """
          UPDATE pipeline.jobs SET crashes = 3, discard_reason = 'its worker died three times'
          WHERE id = $1
          """), [ids[1].rawValue])
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 30 }
      }
      #expect(suspect.withLock { $0 } == 1)
      #expect(try await JobQueue.job(ids[0], in: database.pool)?.state == .completed)
      let given = try #require(try await JobQueue.job(ids[1], in: database.pool))
      #expect(given.state == .discarded)
      #expect(given.reason == "its worker died three times")
    }
  }

  @Test("a paused queue is left alone, kinds nobody knows are never claimed")
  func pauseAndUnknown() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.known")
      let handler = ClosureHandler(kind) { _, _ in .done() }
      let unknown = try await JobQueue.enqueue(
        JobRequest(JobKind("test.tomorrow")), in: database.pool)
      try await JobQueue.pause(queue: "default", reason: "test", in: database.pool)
      let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await JobQueue.job(id, in: database.pool)?.state == .available)
        try await JobQueue.resume(queue: "default", in: database.pool)
        #expect(try await TestWorker.finished(id, database)?.state == .completed)
      }
      #expect(try await JobQueue.job(unknown, in: database.pool)?.state == .available)
      let status = try #require(try await JobQueue.queues(in: database.pool).first)
      #expect(status.name == "default" && status.depth == [.available: 1])
      #expect(status.finishedLastMinute == 1 && status.pausedAt == nil)
    }
  }

  @Test("a job that has to run alone is not waited for while its queue is paused")
  func pausedSuspect() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.suspect", queue: "paused")
      try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await database.pool.execute(SQL.once("UPDATE pipeline.jobs SET crashes = 2"))
      func isSeen() async throws -> Bool? {
        try await database.pool.queryRow(
          ClaimStatements.suspects, [["default", "paused"], [kind.name]])?.get(0, as: Bool.self)
      }
      #expect(try await isSeen() == true)
      try await JobQueue.pause(queue: "paused", in: database.pool)
      #expect(try await isSeen() == false)
    }
  }

  @Test("effects of a kind that promised none are refused by name, and its job is given up")
  func batchedEffects() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let handler = ClosureHandler(JobKind("test.batched", completion: .batched)) { job, _ in
        .done { try await $0.execute(Self.effect, [job.id.rawValue]) }
      }
      let id = try await JobQueue.enqueue(JobRequest(handler.kind), in: database.pool)
      try await TestWorker.with(database, [handler]) { _ in
        let job = try #require(try await TestWorker.finished(id, database))
        #expect(job.state == .discarded && job.attempt == 1)
        #expect(job.errors.last?["code"] == "effects_of_batched")
      }
      #expect(try await effects(database).isEmpty)
    }
  }

  @Test("a stalled worker's late writes fail, and it comes back under a new name")
  func fencing() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await prepare(database)
      let kind = JobKind("test.fenced")
      let handler = ClosureHandler(kind) { job, _ in
        if job.attempt == 1 {
          // The database declares this worker dead while the handler is at it.
          try await database.pool.execute(
            SQL.once("UPDATE pipeline.workers SET heartbeat_at = now() - interval '1 hour'"))
          _ = try await database.pool.query(LifeStatements.rescue)
        }
        return .done { try await $0.execute(Self.effect, [job.id.rawValue]) }
      }
      let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler], heartbeatTimeout: .seconds(8)) { _ in
        let job = try #require(try await TestWorker.finished(id, database))
        #expect(job.attempt == 2 && job.crashes == 1)
      }
      #expect(try await effects(database) == [id.rawValue])
    }
  }

  @Test("arguments nested too deep discard their own job, not the batch they were claimed with")
  func deepArguments() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.deep")
      let handler = ClosureHandler(kind) { _, _ in .done() }
      let deep = String(repeating: "{\"a\":", count: 200) + "1" + String(repeating: "}", count: 200)
      let row = try await database.pool.queryRow(
        SQL.once("SELECT pipeline.enqueue('test.deep', $1::text::jsonb)"), [deep])
      let bad = JobID(rawValue: try #require(row).get(0, as: Int64.self))
      let good = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
      try await TestWorker.with(database, [handler]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 2 }
      }
      let state = SQL.once("SELECT state::text FROM pipeline.finished_jobs WHERE id = $1")
      let ended = try await database.pool.queryRow(state, [bad.rawValue])
      #expect(try ended?.get(0, as: String.self) == "discarded")
      let other = try await JobQueue.job(good, in: database.pool)
      #expect(other?.state == .completed)
    }
  }

  @Test("a worker without notifications and prepared statements works through PgBouncer")
  func polling() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let kind = JobKind("test.polled")
      let handler = ClosureHandler(kind) { _, _ in .done() }
      let metrics = Metrics()
      try await TestWorker.with(
        database, [handler], metrics: metrics, change: { $0.usesNotifications = false }
      ) { _ in
        let id = try await JobQueue.enqueue(JobRequest(kind), in: database.pool)
        #expect(try await TestWorker.finished(id, database)?.state == .completed)
      }
      let text = await metrics.exposition()
      #expect(
        text.contains(#"fractal_job_attempts_total{kind="test.polled",outcome="completed"} 1"#))
    }
  }
}
