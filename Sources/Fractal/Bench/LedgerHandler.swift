import Shared

/// Kind `ledger`: works for up to 20 ms, then writes itself into `bench_ledger` in the transaction
/// that completes it, so that a fault run can count every completion.
struct LedgerHandler: JobHandler {
  /// The kind, for those who enqueue.
  static let jobKind = JobKind("ledger")
  /// The kind it does.
  let kind: JobKind = LedgerHandler.jobKind
  /// What stands in the ledger's free column.
  let note: String

  private static let insert = SQL(
    "insert_ledger", "INSERT INTO bench_ledger (job_id, attempt, note) VALUES ($1, $2::int, $3)")

  /// One job: it writes itself down.
  func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    try await Task.sleep(for: .microseconds(Int64.random(in: 0...20_000)))
    return .done { [note] session in
      try await session.execute(Self.insert, [job.id.description, job.attempt, note])
    }
  }
}
