import Shared

/// `fractal worker`: runs jobs until it is told to stop.
enum WorkerCommand: Command {
  static let name = "worker"
  static let summary = "run jobs from the queue until SIGTERM"
  static let help = """
    usage: fractal worker [--queues NAME,NAME] [--concurrency N] [--polling]

    Claims jobs and runs them. SIGTERM or SIGINT ends it: it claims no more, finishes what runs
    within DRAIN_TIMEOUT_SECONDS, gives the rest back and exits 0. Any number of workers on any
    number of machines share the queue; versions may differ.

      --queues NAME,NAME  the queues to serve (default: default)
      --concurrency N     jobs that run at once (default: WORKER_CONCURRENCY)
      --polling           ask ten times a second instead of listening; for a database behind a
                          pooler in transaction mode

    examples:
      fractal worker
      fractal worker --queues mail,default --concurrency 16
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["polling"], options: ["queues", "concurrency"])
    let concurrency = try arguments.integer("concurrency", in: 1...256)
    let queues = arguments.option("queues")?.split(separator: ",").map(String.init)
    let context = try ProgramContext.load()
    let wiring = try WorkerWiring(context) { configuration in
      if let concurrency { configuration.concurrency = concurrency }
      if let queues, !queues.isEmpty { configuration.queues = queues }
      if arguments.flag("polling") {
        configuration.usesNotifications = false
      }
    }
    try await wiring.runUntilStopped()
    return 0
  }
}
