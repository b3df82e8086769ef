import Shared

/// `fractal jobs cancel`.
enum JobsCancel: Command {
  static let name = "cancel"
  static let summary = "cancel jobs, running ones too"
  static let help = """
    usage: fractal jobs cancel NUMBER... [--reason TEXT]

    A job that nobody has claimed is cancelled at once; a running one is asked to stop.

    examples:
      fractal jobs cancel 4711 --reason 'wrong project'
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["reason"], positionals: 1...1_000)
    let ids = try OperatorSession.jobs(arguments.positionals)
    let reason = arguments.option("reason") ?? "cancelled by an operator"
    return try await OperatorSession.run { pool in
      var status: Int32 = 0
      for id in ids {
        let end = try await JobQueue.cancel(id, reason: reason, in: pool)
        print("\(id) \(end.rawValue)")
        if end == .unknown || end == .finished { status = 1 }
      }
      return status
    }
  }
}
