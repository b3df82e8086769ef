import Shared

/// `fractal jobs discard`.
enum JobsDiscard: Command {
  static let name = "discard"
  static let summary = "give up jobs that are not running"
  static let help = """
    usage: fractal jobs discard NUMBER... [--reason TEXT] [--at-once]

    Gives up jobs that nobody has claimed; they can be retried later. The next worker does it, so
    that an accepted mail or page still becomes a plain task.

      --reason TEXT  why, kept with the job
      --at-once      without a worker, and without that task: for kinds that no worker knows

    examples:
      fractal jobs discard 4711
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["at-once"], options: ["reason"], positionals: 1...1_000)
    let ids = try OperatorSession.jobs(arguments.positionals)
    let reason = arguments.option("reason") ?? "discarded by an operator"
    return try await OperatorSession.run { pool in
      var status: Int32 = 0
      for id in ids {
        let isDone = try await JobQueue.discard(
          id, reason: reason, atOnce: arguments.flag("at-once"), in: pool)
        print("\(id) \(isDone ? "discarded" : "running, finished or unknown")")
        if !isDone { status = 1 }
      }
      return status
    }
  }
}
