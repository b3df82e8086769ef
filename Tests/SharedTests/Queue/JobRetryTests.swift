import FoundationEssentials
import Support
import Testing

@testable import Shared

/// What a job that is retried after its end gets back.
@Suite struct JobRetryTests {
  private static let kind = JobKind("test.retried", uniqueScope: .whileUnfinished)

  private func end(_ ids: [JobID], in pool: PostgresPool) async throws {
    for id in ids {
      #expect(try await JobQueue.cancel(id, reason: "test", in: pool) == .cancelled)
    }
  }

  @Test("a retried job holds its unique key again and waits where its concurrency key is full")
  func keys() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let workspace = UUID()
      func request(_ key: String) -> JobRequest {
        JobRequest(
          Self.kind, workspace: workspace, uniqueKey: key, concurrencyKey: "one",
          concurrencyLimit: 1)
      }
      // One ends by its worker's write, the other before anybody had claimed it.
      let failing = ClosureHandler(Self.kind) { _, _ in .discard(JobFailure("no")) }
      let first = try await JobQueue.enqueue(request("a"), in: pool)
      try await TestWorker.with(database, [failing]) { _ in
        let ended = try await TestWorker.finished(first, database)
        #expect(ended?.state == .discarded)
      }
      let second = try await JobQueue.enqueue(request("b"), in: pool)
      try await end([second], in: pool)
      let retry = try await JobQueue.retry([first, second], in: pool)
      #expect(Set(retry.retried) == [first, second] && retry.heldBack.isEmpty)
      #expect(try await JobQueue.enqueue(request("a"), in: pool) == first)
      #expect(try await JobQueue.enqueue(request("b"), in: pool) == second)
      let states = try await JobQueue.jobs(JobFilter(), in: pool).map(\.state)
      #expect(Set(states) == [.available, .waiting], "one of the key at a time")
      let order = Tally()
      let working = ClosureHandler(Self.kind) { _, _ in
        order.raise()
        return .done()
      }
      try await TestWorker.with(database, [working]) { worker in
        try await TestWorker.expect { worker.finishedJobs == 2 }
      }
      #expect(order.value == 2)
    }
  }

  @Test("a job whose unique key has been taken stays finished, and the holder is named")
  func taken() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let request = JobRequest(Self.kind, workspace: UUID(), uniqueKey: "a")
      let old = try await JobQueue.enqueue(request, in: pool)
      try await end([old], in: pool)
      let new = try await JobQueue.enqueue(request, in: pool)
      #expect(new != old)
      let retry = try await JobQueue.retry([old], in: pool)
      #expect(retry.retried.isEmpty && retry.heldBack == [old: new])
      #expect(try await JobQueue.job(old, in: pool)?.state == .cancelled)
      try await end([new], in: pool)
      #expect(try await JobQueue.retry([old, new], in: pool).retried.count == 1, "one of the two")
    }
  }

  @Test("a retried part belongs to its batch again until the batch has ended")
  func batch() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let kind = JobKind("test.part")
      let batch = try await JobBatch.enqueue(
        [JobRequest(kind), JobRequest(kind)], then: JobRequest(JobKind("test.callback")), in: pool)
      func progress() async throws -> [Int] {
        let state = try #require(try await JobBatch.progress(of: batch.id, in: pool))
        return [state.remaining, state.failed]
      }
      try await end([batch.jobs[0]], in: pool)
      #expect(try await progress() == [1, 1])
      #expect(try await JobQueue.retry([batch.jobs[0]], in: pool).retried == [batch.jobs[0]])
      #expect(try await progress() == [2, 0])
      try await end(batch.jobs, in: pool)
      #expect(try await progress() == [0, 2])
      #expect(try await JobQueue.job(batch.callback, in: pool)?.state == .available)
      _ = try await JobQueue.retry([batch.jobs[0]], in: pool)
      try await end([batch.jobs[0]], in: pool)
      #expect(try await progress() == [0, 2], "the callback has been let go")
    }
  }
}
