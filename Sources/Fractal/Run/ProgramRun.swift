import Scheduler
import Shared

/// `fractal run`: server, worker and clock in one process, on an embedded PostgreSQL unless
/// `DATABASE_URL` names another.
struct ProgramRun {
  /// The settings and what follows from them.
  let context: ProgramContext
  /// What was asked for.
  let options: RunOptions
  /// Where progress goes.
  let show: @Sendable (String) -> Void

  /// Runs until a stop is asked for; returns the exit status.
  func run() async throws -> Int32 {
    let signals = StopSignals()
    guard context.settings[Settings.databaseURL] == nil else {
      if options.startsOver {
        throw UsageError("--reset is for the embedded database; DATABASE_URL names another")
      }
      let pool = try context.makePool(connections: 2)
      defer { pool.close() }
      try await requireMigrated(pool)
      return try await serve(pool, until: signals)
    }
    let directory = try DataDirectory(context.settings.dataDirectory)
    show("starting PostgreSQL in \(directory.path)\n")
    let database = try await EmbeddedDatabase.start(in: directory, context: context)
    do {
      if options.startsOver {
        try await database.reset()
        try directory.removeObjects()
      }
      try database.announce()
      let pool = try context.makePool(connections: 2)
      defer { pool.close() }
      let report = try await Migrator(pool, logger: context.logger).migrate(standalone: true)
      if !report.applied.isEmpty { show("applied \(report.applied.count) migrations\n") }
      let status = try await serve(pool, until: signals)
      try await database.stop()
      show("PostgreSQL stopped\n")
      return status
    } catch {
      try? await database.stop()
      throw error
    }
  }

  /// A database of somebody else's is never changed without being asked.
  private func requireMigrated(_ pool: PostgresPool) async throws {
    let status = try await Migrator(pool).status()
    if let problem = status.problems.first { throw problem }
    guard status.pending.isEmpty else {
      throw WiringError("\(status.pending.count) migrations are pending; run 'fractal migrate'")
    }
  }

  private func serve(_ pool: PostgresPool, until signals: StopSignals) async throws -> Int32 {
    let server = try ServerWiring(context)
    defer { server.pool.close() }
    let group = ServiceGroup(
      services: context.withCompanions(server.services + [try WorkerWiring(context)]),
      drainTimeout: context.settings.stopDeadline, logger: context.logger)
    let outcome = DemoOutcome()
    try await group.run {
      let demo = Task { try await runDemo(server, pool, outcome) }
      await withTaskCancellationHandler {
        if options.demoFolder != nil, options.endsAfterDemo {
          await firstOf({ _ = await demo.result }, { await signals.wait() })
        } else {
          await signals.wait()
        }
      } onCancel: {
        demo.cancel()
      }
      demo.cancel()
      if case .failure(let error) = await demo.result { outcome.fail(error) }
    }
    return try outcome.status(isRequired: options.endsAfterDemo)
  }

  private func runDemo(
    _ server: ServerWiring, _ pool: PostgresPool, _ outcome: DemoOutcome
  ) async throws {
    guard let folder = options.demoFolder else { return }
    while server.api.port == 0 { try await Task.sleep(for: .milliseconds(20)) }
    let actor = try await DemoWorld.seed(pool)
    let intake = try await HTTPDemoIntake(server: server.api, pool: pool, actor: actor)
    show("feeding the samples of \(folder)\n")
    let runner = DemoRunner(folder: folder, intake: intake, pool: pool, actor: actor, show: show)
    let report = try await runner.run()
    show("\n" + report.text + "\n")
    show(try await DemoBreakdown.text(context, pool: pool, actor: actor))
    let plan = try await Planning.propose(
      for: actor, pool: pool, settings: context.settings,
      estimates: SearchWiring.estimates(context, pool: pool))
    show("the week, with what is suggested:\n\n" + plan.text + "\n")
    outcome.finish(isAsExpected: report.isAsExpected)
    if !options.endsAfterDemo {
      show(try await DemoHints.text(server: server, actor: actor, pool: pool))
    }
  }

  /// Returns when the first of the two does; the other is cancelled.
  private func firstOf(
    _ one: @escaping @Sendable () async -> Void, _ other: @escaping @Sendable () async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await one() }
      group.addTask { await other() }
      await group.next()
      group.cancelAll()
    }
  }
}
