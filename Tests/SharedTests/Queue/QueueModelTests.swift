import FoundationEssentials
import Support
import Testing

@testable import Shared

/// Random interleavings of everything that can happen to jobs, on a real database, beside a model
/// that says what has to come of it.
@Suite struct QueueModelTests {
  /// What the model knows of a job.
  struct Expected: Equatable {
    var state: JobState
    var attempt = 0
    var crashes = 0
    var isCancelling = false
    var isGivenUp = false
  }

  /// A claim that some worker believes to hold.
  struct Held {
    let job: Int64
    let token: Int64
    let worker: UUID
    /// True once the database has given the job to nobody or somebody else.
    var isStale = false
  }

  final class Model {
    var jobs: [Int64: Expected] = [:]
    var held: [Held] = []
    var workers: [UUID] = []
    var steps: [String] = []
  }

  @Test("every interleaving leaves each job where the state machine says", arguments: 0..<6)
  func interleavings(round: Int) async throws {
    let seed = UInt64.random(in: 0 ... .max)
    try await TestDatabase.with(.pipeline) { database in
      var random = SeededRandom(seed: seed)
      let model = Model()
      let pool = database.pool
      for _ in 0..<3 { try await Self.addWorker(model, pool) }
      for _ in 0..<150 {
        try await Self.step(model, pool, &random)
        let actual = try await Self.read(pool)
        #expect(
          actual == model.jobs.mapValues { Self.visible($0) },
          "seed \(seed), after \(model.steps.suffix(6).joined(separator: "; "))")
        if actual != model.jobs.mapValues({ Self.visible($0) }) { return }
      }
    }
  }

  private static func visible(_ expected: Expected) -> String {
    "\(expected.state.rawValue) \(expected.attempt) \(expected.crashes)"
  }

  private static func step(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    switch Int.random(in: 0..<13, using: &random) {
    case 0, 1: try await enqueue(model, pool, &random)
    case 2, 3, 4: try await claim(model, pool, &random)
    case 5, 6: try await complete(model, pool, &random)
    case 7: try await putBack(model, pool, &random)
    case 8: try await cancel(model, pool, &random)
    case 9: try await die(model, pool, &random)
    case 10: try await loseAnswer(model, pool, &random)
    case 11: try await promote(model, pool)
    default: try await beat(model, pool)
    }
  }

  private static func enqueue(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    let isLater = Int.random(in: 0..<4, using: &random) == 0
    let id = try await JobQueue.enqueue(
      JobRequest(JobKind("k", maxAttempts: 5), due: isLater ? .after(.seconds(3_600)) : .now),
      in: pool)
    model.jobs[id.rawValue] = Expected(state: isLater ? .scheduled : .available)
    model.steps.append("enqueue \(id)")
  }

  private static func claim(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    guard let worker = model.workers.randomElement(using: &random) else { return }
    let available = model.jobs.filter { $0.value.state == .available && $0.value.crashes < 2 }
    let rows: PostgresResult
    if Int.random(in: 0..<5, using: &random) == 0 {
      rows = try await pool.query(ClaimStatements.claimSuspect, [worker, ["default"], ["k"]])
      let suspects = model.jobs.filter { $0.value.state == .available && $0.value.crashes >= 2 }
      #expect(rows.count == min(1, suspects.count))
    } else {
      let size = Int.random(in: 1...4, using: &random)
      rows = try await pool.query(
        ClaimStatements.claim,
        [
          size, worker, ["default"], ["k"], [Int16(2)], [ClaimedJob.noWorkspace], [Int64(0)],
          [Int32(size)],
        ])
      #expect(rows.count == min(size, available.count))
    }
    for row in rows {
      let (job, _) = try ClaimedJob.read(row)
      model.jobs[job.id.rawValue]?.state = .running
      model.jobs[job.id.rawValue]?.attempt += 1
      #expect(job.attempt == model.jobs[job.id.rawValue]?.attempt)
      #expect((job.discardReason != nil) == model.jobs[job.id.rawValue]?.isGivenUp)
      model.held.append(Held(job: job.id.rawValue, token: job.token, worker: worker))
    }
    model.steps.append("claim \(rows.count)")
  }

  /// Takes a claim out of the model's hands; stale ones too, which must change nothing.
  private static func take(_ model: Model, _ random: inout SeededRandom) -> Held? {
    guard let place = model.held.indices.randomElement(using: &random) else { return nil }
    return model.held.remove(at: place)
  }

  private static func complete(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    guard let held = take(model, &random) else { return }
    let rows = try await pool.query(FinishStatements.complete, [[held.job], [held.token]])
    #expect(rows.count == (held.isStale ? 0 : 1))
    if !held.isStale { model.jobs[held.job]?.state = .completed }
    model.steps.append("complete \(held.job)\(held.isStale ? " (stale)" : "")")
  }

  private static func putBack(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    guard let held = take(model, &random) else { return }
    let isSnooze = Bool.random(using: &random)
    let rows = try await pool.query(
      FinishStatements.putBack,
      [[held.job], [held.token], [3_600.0], [isSnooze], [String?.none]])
    #expect(rows.count == (held.isStale ? 0 : 1))
    if !held.isStale {
      model.jobs[held.job]?.state = isSnooze ? .scheduled : .retryable
      if isSnooze { model.jobs[held.job]?.attempt -= 1 }
    }
    model.steps.append("put back \(held.job)")
  }

  private static func cancel(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    guard let id = model.jobs.keys.sorted().randomElement(using: &random),
      let job = model.jobs[id]
    else { return }
    let end = try await JobQueue.cancel(JobID(rawValue: id), reason: "test", in: pool)
    if job.state.isFinished {
      #expect(end == .finished)
    } else if job.state == .running {
      #expect(end == .cancelling)
      model.jobs[id]?.isCancelling = true
    } else {
      #expect(end == .cancelled)
      model.jobs[id]?.state = .cancelled
    }
    model.steps.append("cancel \(id)")
  }

  /// A worker falls silent for longer than its timeout, and somebody looks.
  private static func die(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    guard let worker = model.workers.randomElement(using: &random) else { return }
    try await pool.execute(
      SQL.once(
        "UPDATE pipeline.workers SET heartbeat_at = now() - interval '1 hour' WHERE id = $1"),
      [worker])
    _ = try await pool.query(LifeStatements.rescue)
    model.workers.removeAll { $0 == worker }
    rescued(model, where: { $0.worker == worker }, died: true)
    model.steps.append("die")
    try await addWorker(model, pool)
  }

  /// The answer to a claim is lost: its live worker never names it.
  private static func loseAnswer(
    _ model: Model, _ pool: PostgresPool, _ random: inout SeededRandom
  ) async throws {
    try await beat(model, pool)
    guard let held = model.held.filter({ !$0.isStale }).randomElement(using: &random) else {
      return
    }
    let named = Set(
      model.held.filter { $0.worker == held.worker && !$0.isStale && $0.token != held.token }
        .map(\.token))
    try await pool.execute(
      SQL.once(
        "UPDATE pipeline.claims SET claimed_at = now() - interval '1 hour' WHERE token = $1"),
      [held.token])
    _ = try await pool.query(
      LifeStatements.beat, [held.worker, Array(named), [Int64](), 0])
    _ = try await pool.query(LifeStatements.rescue)
    rescued(model, where: { $0.token == held.token }, died: false)
    model.steps.append("lose the answer of \(held.token)")
  }

  private static func rescued(_ model: Model, where isMeant: (Held) -> Bool, died: Bool) {
    for place in model.held.indices where isMeant(model.held[place]) && !model.held[place].isStale {
      model.held[place].isStale = true
      guard var job = model.jobs[model.held[place].job] else { continue }
      if died, job.crashes >= 2 { job.isGivenUp = true }
      if job.attempt >= 5 { job.isGivenUp = true }
      if died { job.crashes += 1 }
      let waits = died && job.crashes > 5
      job.state = job.isCancelling ? .cancelled : waits ? .retryable : .available
      model.jobs[model.held[place].job] = job
    }
  }

  /// Every live worker names what it holds: then nothing of it may be rescued.
  private static func beat(_ model: Model, _ pool: PostgresPool) async throws {
    for worker in model.workers {
      let tokens = Set(model.held.filter { $0.worker == worker && !$0.isStale }.map(\.token))
      let row = try await pool.queryRow(
        LifeStatements.beat, [worker, Array(tokens), [Int64](), 0])
      #expect(try row?.get(0, as: Bool.self) == true)
    }
    let row = try await pool.queryRow(LifeStatements.rescue)
    #expect(try row?.get("rescued", as: Int32.self) == 0)
    model.steps.append("beat")
  }

  private static func promote(_ model: Model, _ pool: PostgresPool) async throws {
    try await pool.execute(
      SQL.once("UPDATE pipeline.jobs SET run_at = now() WHERE state IN ('scheduled', 'retryable')"))
    _ = try await pool.query(LifeStatements.promote, [1_000])
    for (id, job) in model.jobs where job.state == .scheduled || job.state == .retryable {
      model.jobs[id]?.state = .available
    }
    model.steps.append("promote")
  }

  private static func addWorker(_ model: Model, _ pool: PostgresPool) async throws {
    let id = UUID()
    try await pool.execute(
      LifeStatements.register, [id, "model", "0", ["default"], ["k"], 600.0])
    model.workers.append(id)
  }

  private static func read(_ pool: PostgresPool) async throws -> [Int64: String] {
    let rows = try await pool.query(
      SQL.once(
        """
        SELECT id, state::text || ' ' || attempt || ' ' || crashes FROM pipeline.jobs
        UNION ALL SELECT id, state::text || ' ' || attempt || ' ' || crashes
        FROM pipeline.finished_jobs
        """))
    var found: [Int64: String] = [:]
    for row in rows { found[try row.get(0, as: Int64.self)] = try row.get(1, as: String.self) }
    return found
  }
}
