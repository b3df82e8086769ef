import FoundationEssentials
import Support
import Testing

@testable import Shared

/// What becomes of the jobs of workers that died.
@Suite struct RescueTests {
  private static let kind = JobKind("test.rescued")

  /// A worker of that name claims what there is.
  private func claim(
    _ name: String, isSuspect: Bool = false, in pool: PostgresPool
  ) async throws -> [ClaimedJob] {
    let worker = UUID()
    try await pool.execute(
      LifeStatements.register, [worker, name, "0", ["default"], [Self.kind.name], 600.0])
    let rows =
      if isSuspect {
        try await pool.query(
          ClaimStatements.claimSuspect, [worker, ["default"], [Self.kind.name]])
      } else {
        try await pool.query(
          ClaimStatements.claim,
          [
            10, worker, ["default"], [Self.kind.name], [Int16(2)], [ClaimedJob.noWorkspace],
            [Int64(0)], [Int32(10)],
          ])
      }
    return try rows.map { try ClaimedJob.read($0).0 }
  }

  /// Every worker falls silent, and somebody looks.
  private func die(_ pool: PostgresPool) async throws {
    try await pool.execute(
      SQL.once("UPDATE pipeline.workers SET heartbeat_at = now() - interval '1 hour'"))
    _ = try await pool.query(LifeStatements.rescue)
  }

  @Test("the error of a lost claim names time, attempt, worker and trace")
  func error() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      try await JobQueue.enqueue(
        [JobRequest(Self.kind, trace: parent), JobRequest(Self.kind)], in: database.pool)
      let claimed = try await claim("host:7", in: database.pool)
      #expect(claimed.count == 2)
      try await die(database.pool)
      for job in claimed {
        let error = try #require(try await JobQueue.job(job.id, in: database.pool)?.errors.last)
        #expect(error["code"] == "worker_lost" && error["worker"] == "host:7")
        #expect(error["attempt"]?.intValue == 1)
        #expect(error["at"]?.stringValue != nil)
        let trace = JobContext(job: job, logger: .silent).trace.traceID
        #expect(error["trace"]?.stringValue == trace, "as the attempt's own log lines had it")
      }
    }
  }

  @Test("a job whose discard kills workers waits longer each time, and still ends by its handler")
  func deadlyDiscard() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      try await pool.execute(SQL.once("CREATE TABLE public.effects (job bigint)"))
      let id = try await JobQueue.enqueue(JobRequest(Self.kind), in: pool)
      try await pool.execute(
        SQL.once(
          """
          UPDATE pipeline.jobs SET crashes = 5, discard_reason = 'its worker died three times'
          """))
      for minutes in [2, 4] {
        #expect(try await claim("w", isSuspect: true, in: pool).map(\.id) == [id])
        try await die(pool)
        #expect(try await JobQueue.job(id, in: pool)?.state == .retryable)
        let wait = try await pool.queryRow(
          SQL.once(
            """
            SELECT (run_at - now()) > ($1::int - 1) * interval '1 minute'
                AND (run_at - now()) <= $1::int * interval '1 minute' FROM pipeline.jobs
            """), [minutes])
        #expect(try wait?.get(0, as: Bool.self) == true, "\(minutes) minutes")
        try await pool.execute(SQL.once("UPDATE pipeline.jobs SET run_at = now()"))
        _ = try await pool.query(LifeStatements.promote, [10])
      }
      let handler = ClosureHandler(
        Self.kind,
        discarded: { job, _ in
          {
            try await $0.execute(
              SQL.once("INSERT INTO public.effects VALUES ($1)"), [job.id.rawValue])
          }
        }
      ) { _, _ in .done() }
      try await TestWorker.with(database, [handler]) { _ in
        let ended = try await TestWorker.finished(id, database)
        #expect(ended?.state == .discarded)
      }
      let effects = try await pool.query(SQL.once("SELECT job FROM public.effects"))
      #expect(effects.count == 1)
    }
  }
}
