import Shared

/// `fractal jobs list`.
enum JobsList: Command {
  static let name = "list"
  static let summary = "list jobs, newest first"
  static let help = """
    usage: fractal jobs list [--state S,S] [--kind K] [--queue Q] [--error CODE] [--limit N] [--json]

    Without --state the jobs that have not finished. States: waiting, scheduled, available,
    running, retryable, completed, cancelled, discarded. --error picks jobs by the code of their
    last error.

    examples:
      fractal jobs list
      fractal jobs list --state discarded --kind mail.ingest --json
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["json"], options: ["state", "kind", "queue", "error", "limit"])
    let filter = try OperatorSession.filter(arguments)
    let jobs = try await OperatorSession.run { try await JobQueue.jobs(filter, in: $0) }
    if arguments.flag("json") {
      print(JSONValue.object(["jobs": .array(jobs.map(\.json))]).serialized)
      return 0
    }
    var table = TextTable("JOB", "STATE", "KIND", "QUEUE", "ATTEMPT", "SINCE", "LAST ERROR")
    for job in jobs {
      table.add(
        job.id.description, job.state.rawValue, job.kind, job.queue,
        "\(job.attempt)/\(job.maxAttempts)", (job.finishedAt ?? job.createdAt).description,
        job.errors.last?["code"]?.stringValue ?? "-")
    }
    print(table.text)
    return 0
  }
}
