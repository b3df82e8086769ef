import Embeddings
import Glibc
import Ingest
import NLParse
import Scheduler
import Shared

/// Brings a worker together: its pool, its handlers, its configuration.
struct WorkerWiring: Service {
  /// What the log calls it.
  let name = "worker"
  /// The handlers of every kind of job this program does. `pool` is for what they do outside the
  /// transaction that completes a job.
  static func handlers(
    _ context: ProgramContext, pool: PostgresPool
  ) throws -> [any JobHandler] {
    // Outside HTML meets the C parser in children of this process only.
    let sandbox = IngestSandbox(SandboxPool())
    let outside = HTTPClient.public(allowing: context.settings[Settings.publicFetchAllow])
    let trusted = HTTPClient.trusted()
    let store = context.objectStore
    let writer = TaskWriter(listeners: ProgramContext.taskListeners)
    let search = SearchWiring.parts(context, pool: pool)
    var handlers: [any JobHandler] = [
      NoopHandler(), LedgerHandler(note: processName), LatencyHandler(),
      MailToTask(
        pool: pool, store: store, type: { try await sandbox.fileType($0) },
        reader: reader(sandbox), writer: writer,
        subjects: context.subjectLines(pool)),
      MailNoticeSender(
        pool: pool, client: context.settings[Settings.smtpURL].map { SMTPClient(url: $0) },
        sender: context.settings[Settings.mailFrom]),
      BreakdownJob(
        maker: try BreakdownWiring(context, pool: pool, search: search).maker, pool: pool),
      AuditPostponements(),
      CaptureToTask(pool: pool, store: store, sandbox: sandbox, writer: writer),
      ExpireInputs(pool: pool, settings: context.settings),
      RecurTask(settings: context.settings, writer: writer), AuditRecurring(),
      PlanNight(
        pool: pool, settings: context.settings,
        estimates: SearchWiring.estimates(context, pool: pool)),
      EnrolPlanners(), SweepCalendars(),
      SyncCalendar(
        pool: pool, settings: context.settings, outside: outside, trusted: trusted),
      WriteCalendar(
        pool: pool, settings: context.settings, outside: outside, trusted: trusted),
      RemoveCalendar(
        pool: pool, settings: context.settings, outside: outside, trusted: trusted),
    ]
    handlers += SearchWiring.handlers(context, parts: search)
    if let store = store as? any ListableObjectStore {
      handlers.append(SweepObjects(ObjectSweeper(store: store, pool: pool)))
    }
    return handlers
  }

  /// A reader of mails that shows their HTML to children only.
  static func reader(_ sandbox: IngestSandbox) -> MailReader {
    MailReader { try await sandbox.mailBody($0) }
  }

  /// A worker and the pools it uses; close them when it has ended.
  let worker: Worker
  private let pools: [PostgresPool]
  private let mailboxes: MailboxService
  private let logger: Logger
  private let follower: ChangeFollower
  private let searchFollower: EmbedFollower

  /// A worker on the program's database; `change` adapts its configuration.
  init(
    _ context: ProgramContext, change: (inout WorkerConfiguration) -> Void = { _ in }
  ) throws {
    let settings = context.settings
    var configuration = WorkerConfiguration(
      name: Self.processName, version: "1",
      concurrency: settings[Settings.workerConcurrency],
      heartbeatTimeout: settings[Settings.heartbeatTimeout],
      drainTimeout: settings[Settings.drainTimeout])
    configuration.spans = context.traces?.exporter
    try SearchWiring.check(settings)
    change(&configuration)
    let handlerPool = try context.makePool()
    let queuePool = try Self.queuePool(context, configuration)
    pools = [handlerPool, queuePool]
    logger = context.logger
    follower = ChangeFollower(pool: handlerPool, logger: context.logger)
    searchFollower = EmbedFollower(pool: handlerPool, logger: context.logger)
    mailboxes = MailboxService(
      context, pool: handlerPool, intake: context.mailIntake(handlerPool))
    _ = QueueMetrics(context.metrics, pool: handlerPool)
    worker = Worker(
      pool: queuePool, handlers: try Self.handlers(context, pool: handlerPool),
      configuration: configuration, logger: context.logger, metrics: context.metrics)
  }

  /// Runs the worker, and reads mailboxes beside it, until the task is cancelled or the worker
  /// stopped, then closes its pools.
  func run() async throws {
    defer { for pool in pools { pool.close() } }
    let standing = Task { [pool = pools[0], logger] in
      await StandingSchedules.establish(in: pool, logger: logger)
    }
    defer { standing.cancel() }
    let follow = Task { [follower] in await follower.run() }
    defer { follow.cancel() }
    let following = Task { [searchFollower] in await searchFollower.run() }
    defer { following.cancel() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [mailboxes] in try await mailboxes.run() }
      group.addTask { [worker] in try await worker.run() }
      // Mailboxes are read until the task is cancelled, so that the first to end is the worker.
      while try await group.next() != nil { group.cancelAll() }
    }
  }

  /// Runs the worker alone until it ends by itself or SIGTERM or SIGINT asks it to.
  func runUntilStopped() async throws {
    defer { for pool in pools { pool.close() } }
    let signals = StopSignals()
    let watch = Task { [worker] in
      await signals.wait()
      worker.stop()
    }
    defer { watch.cancel() }
    try await worker.run()
  }

  /// Host and process id, which is what operators know a process by.
  static var processName: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return "\(String(decoding: host, as: UTF8.self)):\(getpid())"
  }

  /// A pool for the worker's own statements, so that no handler can take its last connection.
  private static func queuePool(
    _ context: ProgramContext, _ configuration: WorkerConfiguration
  ) throws -> PostgresPool {
    var database = try PostgresConfiguration(url: try context.databaseURL())
    database.applicationName = "fractal worker"
    database.maximumConnections = 6
    let call = max(Duration.milliseconds(500), configuration.heartbeatTimeout / 4)
    database.connectTimeout = min(context.settings[Settings.databaseConnectTimeout], call)
    database.waitTimeout = call
    database.statementTimeout = min(context.settings[Settings.databaseStatementTimeout], call * 2)
    // A plan made while the table was empty must not read it whole once it is full: every
    // statement of the queue has its index.
    if configuration.usesNotifications {
      // A worker that is stopped in the middle of a transaction must not keep others from the rows
      // it has locked for longer than its jobs stay its own.
      let idle = max(1, Int(configuration.heartbeatTimeout / .milliseconds(1)))
      database.sessionOptions =
        "-c enable_seqscan=off -c jit=off -c plan_cache_mode=force_generic_plan "
        + "-c idle_in_transaction_session_timeout=\(idle)"
    } else {
      database.keepsStatementsPrepared = false
    }
    return PostgresPool(configuration: database, logger: context.logger)
  }
}
