import Shared

/// `fractal queues pause`.
enum QueuesPause: Command {
  static let name = "pause"
  static let summary = "let workers claim nothing more from a queue"
  static let help = """
    usage: fractal queues pause NAME [--reason TEXT]

    What runs goes on; what is enqueued waits.

    examples:
      fractal queues pause mail --reason 'provider is down'
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["reason"], positionals: 1...1)
    try await OperatorSession.run {
      try await JobQueue.pause(
        queue: arguments.positionals[0], reason: arguments.option("reason"), in: $0)
    }
    print("\(arguments.positionals[0]) paused")
    return 0
  }
}
