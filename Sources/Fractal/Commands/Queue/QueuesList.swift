import Shared

/// `fractal queues list`.
enum QueuesList: Command {
  static let name = "list"
  static let summary = "show depth, age and throughput of every queue"
  static let help = """
    usage: fractal queues list [--json]

    For each queue: jobs by state, the age of the oldest that could run, jobs finished within the
    last minute, and whether it is paused.

    examples:
      fractal queues list
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"])
    let queues = try await OperatorSession.run { try await JobQueue.queues(in: $0) }
    if arguments.flag("json") {
      print(JSONValue.object(["queues": .array(queues.map(json))]).serialized)
      return 0
    }
    var table = TextTable(
      "QUEUE", "AVAILABLE", "RUNNING", "LATER", "WAITING", "OLDEST", "LAST MINUTE", "PAUSED")
    for queue in queues {
      let later = queue.depth[.scheduled, default: 0] + queue.depth[.retryable, default: 0]
      table.add(
        queue.name, "\(queue.depth[.available, default: 0])",
        "\(queue.depth[.running, default: 0])", "\(later)",
        "\(queue.depth[.waiting, default: 0])",
        queue.oldestSeconds.map { OperatorSession.age($0) } ?? "-",
        "\(queue.finishedLastMinute)",
        queue.pausedAt.map { "\($0) \(queue.reason ?? "")" } ?? "-")
    }
    print(table.text)
    return 0
  }

  private static func json(_ queue: QueueStatus) -> JSONValue {
    let depth = JobState.allCases.compactMap { state in
      queue.depth[state].map { (state.rawValue, JSONValue.int(Int64($0))) }
    }
    return .members([
      "name": .string(queue.name), "depth": .object(JSONObject(depth)),
      "oldest_seconds": queue.oldestSeconds.map { .double($0) },
      "finished_last_minute": .int(Int64(queue.finishedLastMinute)),
      "paused_at": queue.pausedAt.map { .string($0.description) },
      "reason": queue.reason.map { .string($0) },
    ])
  }
}
