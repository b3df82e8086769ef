import Shared

/// `fractal jobs retry`.
enum JobsRetry: Command {
  static let name = "retry"
  static let summary = "let jobs run again now"
  static let help = """
    usage: fractal jobs retry NUMBER...
           fractal jobs retry --state discarded [--kind K] [--error CODE] [--limit N]

    Discarded and cancelled jobs come back under their number with attempts from 1; scheduled and
    retryable ones run now. In bulk by state, kind and the code of the last error. A job whose unique
    key another unfinished job holds stays as it is; what waited for a failed job is not revived.

    examples:
      fractal jobs retry 4711
      fractal jobs retry --state discarded --kind mail.ingest --error http_503
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, options: ["state", "kind", "queue", "error", "limit"], positionals: 0...1_000)
    var ids = try OperatorSession.jobs(arguments.positionals)
    guard ids.isEmpty != (arguments.option("state") == nil) else {
      throw UsageError("name jobs, or choose them by --state")
    }
    let filter = try OperatorSession.filter(arguments, limit: 10_000)
    let retry = try await OperatorSession.run { pool in
      if ids.isEmpty { ids = try await JobQueue.jobs(filter, in: pool).map(\.id) }
      return try await JobQueue.retry(ids, in: pool)
    }
    for (job, holder) in retry.heldBack.sorted(by: { $0.key < $1.key }) {
      print("\(job) stays: job \(holder?.description ?? "another") holds its unique key")
    }
    print("\(retry.retried.count) of \(ids.count) jobs run again")
    return retry.retried.count == ids.count ? 0 : 1
  }
}
