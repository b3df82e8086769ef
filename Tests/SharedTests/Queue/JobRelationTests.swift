import FoundationEssentials
import Support
import Synchronization
import Testing

@testable import Shared

@Suite struct JobRelationTests {
  @Test("a job waits for those it depends on, and a failure is passed on as asked")
  func dependencies() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let order = Mutex<[Int64]>([])
      let good = ClosureHandler(JobKind("test.good")) { job, _ in
        order.withLock { $0.append(job.id.rawValue) }
        return .done()
      }
      let bad = ClosureHandler(JobKind("test.bad")) { _, _ in
        .discard(JobFailure("no"))
      }
      let first = try await JobQueue.enqueue(
        JobRequest(good.kind, due: .after(.milliseconds(200))), in: pool)
      let second = try await JobQueue.enqueue(JobRequest(good.kind, dependsOn: [first]), in: pool)
      let third = try await JobQueue.enqueue(
        JobRequest(good.kind, dependsOn: [first, second]), in: pool)
      let failed = try await JobQueue.enqueue(JobRequest(bad.kind), in: pool)
      let dropped = try await JobQueue.enqueue(
        JobRequest(good.kind, dependsOn: [failed]), in: pool)
      let droppedToo = try await JobQueue.enqueue(
        JobRequest(good.kind, dependsOn: [dropped]), in: pool)
      let released = try await JobQueue.enqueue(
        JobRequest(good.kind, dependsOn: [failed], onFailedDependency: .release), in: pool)
      #expect(try await JobQueue.job(third, in: pool)?.state == .waiting)
      try await TestWorker.with(database, [good, bad]) { _ in
        for id in [third, released, droppedToo] { _ = try await TestWorker.finished(id, database) }
      }
      #expect(
        order.withLock { $0.filter { $0 != released.rawValue } }
          == [first, second, third].map(\.rawValue))
      for id in [dropped, droppedToo] {
        #expect(try await JobQueue.job(id, in: pool)?.state == .cancelled)
      }
      #expect(try await JobQueue.job(released, in: pool)?.state == .completed)
      let late = try await JobQueue.enqueue(JobRequest(good.kind, dependsOn: [first]), in: pool)
      #expect(try await JobQueue.job(late, in: pool)?.state == .available)
    }
  }

  @Test("a batch's callback runs once, after every part however it ended")
  func batch() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let part = ClosureHandler(JobKind("test.part", completion: .batched)) { job, _ in
        job.args["bad"] == nil ? .done() : .discard(JobFailure("no"))
      }
      let calls = Tally()
      let callback = ClosureHandler(JobKind("test.callback")) { job, _ in
        calls.raise()
        let batch = try #require(job.args["batch"]?.intValue)
        let state = try #require(try await JobBatch.progress(of: batch, in: database.pool))
        #expect(state.total == 40 && state.remaining == 0 && state.failed == 1)
        return .done()
      }
      let parts = (0..<40).map { JobRequest(part.kind, args: $0 == 3 ? ["bad": true] : [:]) }
      let batch = try await database.pool.transaction {
        try await JobBatch.enqueue(parts, then: JobRequest(callback.kind), in: $0)
      }
      try await TestWorker.with(database, [part, callback]) { _ in
        let last = try await TestWorker.finished(batch.callback, database)
        #expect(last?.state == .completed)
      }
      #expect(calls.value == 1)
    }
  }

  @Test("of a concurrency key's jobs no more run at once than it allows")
  func concurrencyKey() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let counts = Mutex<(now: Int, most: Int)>((0, 0))
      let handler = ClosureHandler(JobKind("test.keyed")) { _, _ in
        counts.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        try await Task.sleep(for: .milliseconds(20))
        counts.withLock { $0.now -= 1 }
        return .done()
      }
      try await JobQueue.enqueue(
        (0..<12).map { _ in
          JobRequest(handler.kind, concurrencyKey: "imap:1", concurrencyLimit: 2)
        }, in: database.pool)
      try await TestWorker.with(database, [handler], concurrency: 8) { worker in
        try await TestWorker.expect { worker.finishedJobs == 12 }
      }
      #expect(counts.withLock { $0.most } == 2)
    }
  }

  @Test("a kind's own limit holds within a worker while other kinds go on")
  func kindLimit() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let counts = Mutex<(now: Int, most: Int)>((0, 0))
      let narrow = ClosureHandler(JobKind("test.narrow", concurrency: 1)) { _, _ in
        counts.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        try await Task.sleep(for: .milliseconds(15))
        counts.withLock { $0.now -= 1 }
        return .done()
      }
      let wide = ClosureHandler(JobKind("test.wide")) { _, _ in .done() }
      try await JobQueue.enqueue(
        (0..<10).map { _ in JobRequest(narrow.kind) } + (0..<50).map { _ in JobRequest(wide.kind) },
        in: database.pool)
      try await TestWorker.with(database, [narrow, wide], concurrency: 8) { worker in
        try await TestWorker.expect { worker.finishedJobs == 60 }
      }
      #expect(counts.withLock { $0.most } == 1)
    }
  }

  @Test("a unique key keeps others out for as long as the kind says")
  func unique() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let whole = JobKind("test.whole", uniqueScope: .whileUnfinished)
      let waiting = JobKind("test.waiting", uniqueScope: .whileWaiting)
      let first = try await JobQueue.enqueue(JobRequest(whole, uniqueKey: "a"), in: pool)
      #expect(try await JobQueue.enqueue(JobRequest(whole, uniqueKey: "a"), in: pool) == first)
      #expect(try await JobQueue.enqueue(JobRequest(whole, uniqueKey: "b"), in: pool) != first)
      #expect(try await JobQueue.enqueue(JobRequest(waiting, uniqueKey: "a"), in: pool) != first)
      let second = Mutex<[JobID]>([])
      let wholeHandler = ClosureHandler(whole) { job, _ in
        guard job.id == first else { return .done() }
        let id = try await JobQueue.enqueue(JobRequest(whole, uniqueKey: "a"), in: pool)
        second.withLock { $0.append(id) }
        return .done()
      }
      let waitingHandler = ClosureHandler(waiting) { job, _ in
        if job.args["again"] == nil {
          let id = try await JobQueue.enqueue(
            JobRequest(waiting, args: ["again": true], uniqueKey: "a"), in: pool)
          #expect(id != job.id)
        }
        return .done()
      }
      try await TestWorker.with(database, [wholeHandler, waitingHandler], concurrency: 1) {
        worker in
        try await TestWorker.expect { worker.finishedJobs == 4 }
      }
      #expect(second.withLock { $0.first } == first, "a running job still holds its key")
    }
  }

  @Test("a bucket gives what it holds, says how long to wait, and takes back what was not used")
  func rateLimit() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let limit = RateLimit(key: "model", capacity: 100, perSecond: 0.01)
      let pool = database.pool
      let began = ContinuousClock.now
      #expect(try await limit.reserve(60, in: pool) == .granted)
      guard case .wait(let pause) = try await limit.reserve(60, in: pool) else {
        Issue.record("the bucket gave more than it held")
        return
      }
      // Twenty are missing, less what has come in since.
      #expect(pause <= .seconds(2_000))
      #expect(pause >= .seconds(1_990) - (ContinuousClock.now - began))
      try await limit.settle(reserved: 60, used: 10, in: pool)
      #expect(try await limit.reserve(60, in: pool) == .granted)
      let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
        let shared = RateLimit(key: "shared", capacity: 10, perSecond: 0.001)
        for _ in 0..<30 {
          group.addTask { try await shared.reserve(1, in: pool) == .granted }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(granted == 10)
    }
  }
}
