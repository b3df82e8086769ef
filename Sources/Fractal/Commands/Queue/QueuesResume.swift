import Shared

/// `fractal queues resume`.
enum QueuesResume: Command {
  static let name = "resume"
  static let summary = "open a paused queue again"
  static let help = """
    usage: fractal queues resume NAME

    Idle workers are woken at once.

    examples:
      fractal queues resume mail
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["reason"], positionals: 1...1)
    try await OperatorSession.run {
      try await JobQueue.resume(queue: arguments.positionals[0], in: $0)
    }
    print("\(arguments.positionals[0]) resumed")
    return 0
  }
}
