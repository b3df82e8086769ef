import Shared

/// `fractal serve`: the API and the admin listener, without a worker.
enum ServeCommand: Command {
  static let name = "serve"
  static let summary = "serve the API; workers run elsewhere"
  static let help = """
    usage: fractal serve

    Serves the API on LISTEN and /healthz, /readyz and /metrics on ADMIN_LISTEN until SIGTERM or
    SIGINT. Then it takes no new connections and finishes what it has within
    DRAIN_TIMEOUT_SECONDS. Accepted inputs wait in the queue for 'fractal worker'.

    example:
      DATABASE_URL=postgresql://fractal@db/fractal LISTEN=0.0.0.0:8080 fractal serve
    """

  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words)
    let context = try ProgramContext.load()
    let wiring = try ServerWiring(context)
    defer { wiring.pool.close() }
    let signals = StopSignals()
    let group = ServiceGroup(
      services: context.withCompanions(wiring.services),
      drainTimeout: context.settings.stopDeadline,
      logger: context.logger)
    try await group.run { await signals.wait() }
    return 0
  }
}
