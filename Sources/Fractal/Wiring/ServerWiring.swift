import Ingest
import NLParse
import Scheduler
import Shared

/// Brings the HTTP servers together: the API, and the admin listener with health and metrics.
struct ServerWiring {
  /// The API's server.
  let api: HTTPServer
  /// The server of health and metrics.
  let admin: HTTPServer
  /// The pool that requests use; close it when both have ended.
  let pool: PostgresPool

  /// Every group of routes that the API serves.
  static func routes(_ context: ProgramContext, pool: PostgresPool) -> [any RouteGroup] {
    let intake = context.mailIntake(pool)
    let own: [any RouteGroup] = [
      InboundMailRoutes(intake: intake),
      CaptureRoutes(
        pool: pool, store: context.objectStore, listeners: ProgramContext.taskListeners),
      AttachmentRoutes(pool: pool, store: context.objectStore), JobRoutes(pool: pool),
      TaskRoutes(pool: pool),
      TransactionRoutes(pool: pool, listeners: ProgramContext.taskListeners),
      ProposalRoutes(
        pool: pool, listeners: ProgramContext.taskListeners,
        checks: [PlanCheck(settings: context.settings)]),
      PlanningRoutes(
        pool: pool, settings: context.settings,
        estimates: SearchWiring.estimates(context, pool: pool)),
      CalendarRoutes(pool: pool, settings: context.settings, trusted: .trusted()),
      SearchRoutes(retriever: SearchWiring.retriever(context, pool: pool)),
      QuarantineRoutes(pool: pool, store: context.objectStore),
      RawInputRoutes(pool: pool, store: context.objectStore),
      BreakdownRoutes(pool: pool),
      SuggestionRoutes(pool: pool, settings: context.settings),
      QuickAddRoutes(lines: context.quickAdd(pool)),
    ]
    return ProviderWiring(context.settings, intake: intake, pool: pool).routes + own
      + pages(context, pool: pool)
  }

  /// Every page that a browser shows, and the links into them.
  private static func pages(
    _ context: ProgramContext, pool: PostgresPool
  ) -> [any RouteGroup] {
    let publicURL = context.settings[Settings.publicURL]
    let access = PageAccess(pool: pool, publicURL: publicURL)
    // Rendering meets words from outside with a C library, so it happens in a child as well.
    let sandbox = IngestSandbox(SandboxPool(children: 1))
    return [
      PageLinkRoutes(sessions: access.sessions, publicURL: publicURL),
      CapturePages(pool: pool, store: context.objectStore, access: access) { markdown, pictures in
        try await sandbox.rendered(markdown, pictures: pictures)
      },
      PlanPages(
        pool: pool, settings: context.settings, access: access,
        listeners: ProgramContext.taskListeners),
    ]
  }

  /// The servers on the program's database; nothing listens yet.
  init(_ context: ProgramContext) throws {
    let settings = context.settings
    _ = try context.quickAddChoices()
    try SearchWiring.check(settings)
    pool = try context.makePool()
    let identities = try DatabaseIdentityProvider(settings: settings, pool: pool)
    let requests = RequestMetrics(context.metrics)
    api = HTTPServer(
      configuration: Self.configuration(settings, listen: settings[Settings.listen]),
      responder: Router(
        Self.routes(context, pool: pool), identities: identities,
        allowedOrigins: settings[Settings.allowedOrigins],
        spans: context.traces?.exporter, translate: ErrorTranslation.problem),
      logger: context.logger.with(["listener": "api"]),
      observe: { [spans = context.traces?.exporter] request in
        requests.count(request)
        if let spans, let span = Span(request) { spans.record(span) }
      })
    admin = Self.adminServer(context, pool: pool, listen: settings[Settings.adminListen])
  }

  /// Both servers as services.
  var services: [any Service] {
    [ListeningService(name: "api", server: api), ListeningService(name: "admin", server: admin)]
  }

  /// The server of health and metrics on that address.
  static func adminServer(
    _ context: ProgramContext, pool: PostgresPool, listen: SocketAddress
  ) -> HTTPServer {
    let readiness = Readiness(pool: pool)
    _ = QueueMetrics(context.metrics, pool: pool)
    let routes = AdminRoutes(
      readiness: { await readiness.checks() },
      metrics: { [metrics = context.metrics] in await metrics.exposition() })
    return HTTPServer(
      configuration: configuration(context.settings, listen: listen),
      responder: Router([routes], identities: NobodyIdentityProvider()),
      logger: context.logger.with(["listener": "admin"]))
  }

  private static func configuration(
    _ settings: Settings, listen: SocketAddress
  ) -> HTTPServerConfiguration {
    var configuration = HTTPServerConfiguration()
    configuration.host = listen.host
    configuration.port = listen.port
    configuration.trustedProxies = settings[Settings.trustedProxies]
    configuration.drainTimeout = settings[Settings.drainTimeout]
    return configuration
  }
}
