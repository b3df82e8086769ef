import FoundationEssentials
import Synchronization

/// Claims jobs, runs their handlers and writes off how they ended, until it is told to stop.
///
/// Its decisions are values (``LanePlanner``, ``ClaimPace``, ``JobBuffer``, ``AttemptRules``,
/// ``Lease``); the loops around them only move rows. `docs/queue.md` has the whole picture.
public final class Worker: Sendable {
  /// The connections of the worker's own statements.
  let pool: PostgresPool
  /// What it can do.
  let handlers: JobHandlers
  /// How it behaves.
  let configuration: WorkerConfiguration
  /// Where it tells what happens.
  let logger: Logger
  /// What it counts.
  let metrics: WorkerMetrics
  /// What it remembers.
  let core: WorkerCore
  /// How long it may believe that its jobs are its own.
  let lease: Mutex<Lease>
  /// The id of its present life in `pipeline.workers`.
  let identity: Mutex<UUID>
  private static let flushers = 2

  /// A worker for those handlers. The pool should be its own and allow at least 4 connections;
  /// what handlers do besides goes through a pool of theirs.
  public init(
    pool: PostgresPool, handlers: [any JobHandler], configuration: WorkerConfiguration,
    logger: Logger = .silent, metrics: Metrics = Metrics()
  ) {
    self.pool = pool
    self.handlers = JobHandlers(handlers)
    self.configuration = configuration
    self.logger = logger
    self.metrics = WorkerMetrics(metrics)
    core = WorkerCore(
      configuration: configuration, kinds: self.handlers.kinds, flushers: Self.flushers)
    lease = Mutex(Lease(timeout: configuration.heartbeatTimeout, asked: .now))
    identity = Mutex(UUID())
  }

  /// How many jobs this worker has finished for good so far.
  public var finishedJobs: Int { core.with { $0.finished } }

  /// Begins to end: no more claims; what runs may finish within the drain timeout.
  public func stop() {
    core.drain()
  }

  /// Works until ``stop()`` or the cancellation of the task; returns when everything in its hands
  /// is written off or given back, or the drain timeout has passed.
  public func run() async throws {
    // A task of its own, since a cancelled worker still has to talk to the database.
    let work = Task { try await self.work() }
    try await withTaskCancellationHandler {
      try await work.value
    } onCancel: {
      stop()
    }
  }

  private func work() async throws {
    guard try await begin() else { return }
    for slot in 0..<configuration.concurrency { startSlot(slot) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.beatLoop() }
      group.addTask { await self.tickLoop() }
      group.addTask { await self.careLoop() }
      group.addTask { await self.claimLoop() }
      if configuration.usesNotifications { group.addTask { await self.listenLoop() } }
      for number in 0..<Self.flushers { group.addTask { await self.flushLoop(number) } }
      await core.drainSignal.wait()
      await end()
      group.cancelAll()
    }
  }

  /// Makes the worker known, waiting for a database that is away; false where it was stopped first.
  /// Throws where the database is there and refuses, for want of a migration for instance.
  private func begin() async throws -> Bool {
    while core.phase == .working {
      do throws(PostgresError) {
        try await register()
        try await announce()
        _ = try await pool.query(LifeStatements.rotate, [configuration.finishedDays])
        logger.info(
          "worker started",
          [
            "worker": .string(configuration.name),
            "concurrency": .int(Int64(configuration.concurrency)),
            "queues": .string(configuration.queues.joined(separator: ",")),
          ])
        return true
      } catch {
        guard error.isConnectionLoss else { throw error }
        logger.warning("waiting for the database", ["error": .string(error.description)])
        try await Task.sleep(for: .milliseconds(300))
        identity.withLock { $0 = UUID() }
      }
    }
    return false
  }

  private func announce() async throws(PostgresError) {
    let kinds = handlers.kinds
    try await pool.execute(
      LifeStatements.announce,
      [
        kinds.map(\.name), kinds.map(\.queue), kinds.map { Int16($0.priority) },
        kinds.map { Int16(clamping: $0.maxAttempts) },
      ])
  }

  /// Adds the present life's row to `pipeline.workers`.
  func register() async throws(PostgresError) {
    let asked = SteadyTime.now
    try await pool.execute(
      LifeStatements.register,
      [
        identity.withLock { $0 }, configuration.name, configuration.version, configuration.queues,
        handlers.kinds.map(\.name), configuration.heartbeatTimeout.inSeconds,
      ])
    lease.withLock { $0 = Lease(timeout: configuration.heartbeatTimeout, asked: asked) }
  }

  /// Finishes what runs, writes off what has ended, gives the rest back.
  private func end() async {
    logger.info("worker is stopping", ["running": .int(Int64(core.with { $0.running }))])
    let deadline = SteadyTime.now.advanced(by: configuration.drainTimeout)
    await wait(until: deadline) { $0.running == 0 && !$0.isClaiming }
    core.interrupt(.shutdown)
    await wait(until: SteadyTime.now.advanced(by: .seconds(1))) { $0.running == 0 }
    core.enter(.flushing)
    await wait(until: max(deadline, SteadyTime.now.advanced(by: .seconds(2)))) {
      $0.ended.isEmpty && $0.writing == 0
    }
    await giveBack()
    core.enter(.done)
    logger.info("worker stopped", ["finished": .int(Int64(finishedJobs))])
  }

  private func giveBack() async {
    let (unstarted, tokens, everything) = core.with { state in
      for job in state.unstarted { state.letGo(of: job) }
      defer { state.unstarted = [] }
      return (state.unstarted, state.overTokens, state.held.isEmpty)
    }
    do throws(PostgresError) {
      if !unstarted.isEmpty {
        try await pool.execute(
          ClaimStatements.release, [unstarted.map(\.id.rawValue), unstarted.map(\.token)])
      }
      // Whatever is still in our hands is left to the rescue, which needs our row for that.
      if everything {
        try await pool.execute(LifeStatements.leave, [identity.withLock { $0 }, tokens])
      }
    } catch {
      logger.warning("could not give jobs back", ["error": .string(error.description)])
    }
  }

  private func wait(until deadline: SteadyTime, _ condition: (WorkerState) -> Bool) async {
    while !core.with({ condition($0) }), deadline.remainingNanoseconds > 0 {
      await pause(.milliseconds(5))
    }
  }
}
