import Shared

/// `fractal worker`: runs jobs until it is told to stop.
enum WorkerCommand: Command {
  static let name = "worker"
  static let summary = "run jobs from the queue until SIGTERM"
  static let help = """
    usage: fractal worker [--queues NAME,NAME] [--concurrency N] [--polling]
                          [--admin ADDRESS:PORT]

    Claims jobs and runs them. SIGTERM or SIGINT ends it: it claims no more, finishes what runs
    within DRAIN_TIMEOUT_SECONDS, gives the rest back and exits 0. Any number of workers on any
    number of machines share the queue; versions may differ.

      --queues NAME,NAME  the queues to serve (default: default)
      --concurrency N     jobs that run at once (default: WORKER_CONCURRENCY)
      --polling           ask ten times a second instead of listening; for a database behind a
                          pooler in transaction mode
      --admin ADDRESS:PORT
                          serve /healthz, /readyz and /metrics of this worker there

    examples:
      fractal worker
      fractal worker --queues mail,default --concurrency 16
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["polling"], options: ["queues", "concurrency", "admin"])
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
    var services: [any Service] = [wiring]
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    if let admin = arguments.option("admin") {
      guard let address = SocketAddress(settingText: admin), IPAddress(address.host) != nil else {
        throw UsageError("--admin takes ADDRESS:PORT such as 127.0.0.1:8082")
      }
      let server = ServerWiring.adminServer(context, pool: pool, listen: address)
      services.append(ListeningService(name: "admin", server: server))
    }
    let signals = StopSignals()
    let group = ServiceGroup(
      services: context.withCompanions(services), drainTimeout: context.settings.stopDeadline,
      logger: context.logger)
    try await group.run { await signals.wait() }
    return 0
  }
}
