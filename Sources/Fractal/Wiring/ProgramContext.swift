import Embeddings
import Glibc
import NLParse
import Scheduler
import Shared

/// What every command starts from: the settings, and the log, metrics and database they lead to.
struct ProgramContext: Sendable {
  /// The settings in force.
  let settings: Settings
  /// The log on standard error.
  let logger: Logger
  /// The metrics of this process.
  let metrics: Metrics
  /// What turns texts into vectors, shared by all parts of this process.
  let embedders: Embedders
  /// What exact search keeps in memory, shared by all parts of this process.
  let shelves: ShelfCache
  /// Sends traces, where a collector is named.
  let traces: TraceService?

  /// The context of those settings and that log.
  init(settings: Settings, logger: Logger) {
    self.settings = settings
    self.logger = logger
    metrics = Metrics()
    embedders = SearchWiring.embedders(settings)
    shelves = ShelfCache(byteLimit: settings[Settings.vectorCache] << 20)
    traces = TraceService(settings: settings, metrics: metrics, logger: logger)
  }

  /// The context of this process; throws where a setting is refused.
  static func load() throws(SettingsError) -> ProgramContext {
    let settings = try Settings.ofThisProcess()
    return ProgramContext(settings: settings, logger: settings.makeLogger())
  }

  /// The services with those that every long-lived process has besides.
  func withCompanions(_ services: [any Service]) -> [any Service] {
    services + (traces.map { [$0] } ?? [])
  }

  /// Those who hear of each change to a task, in the transaction that makes it.
  static let taskListeners: [any TaskChangeListener] = [
    PlannedBlockListener(), PostponementWatch(), SearchChangeListener(),
  ]

  /// Where raw inputs and the files of tasks are kept.
  var objectStore: any ObjectStore {
    let place = settings[Settings.objectStore]
    if let store = S3ObjectStore(place: place, environment: Settings.processEnvironment()) {
      return store
    }
    return FolderObjectStore(folder: objectFolder)
  }

  /// The folder of the folder store: that of `OBJECT_STORE`, else `objects` in the data directory.
  var objectFolder: String {
    let place = settings[Settings.objectStore]
    let folder = place.hasPrefix("folder:") ? String(place.dropFirst("folder:".count)) : nil
    return folder ?? settings.dataDirectory + "/objects"
  }

  /// A pool on the database: that of `DATABASE_URL`, else the embedded one of a running
  /// `fractal run`. Throws ``WiringError`` where there is neither. Nothing is connected yet.
  func makePool(connections: Int? = nil) throws -> PostgresPool {
    try makePool(url: try databaseURL(), connections: connections)
  }

  /// A pool on the database of that URL, with the timeouts and the size of the settings.
  func makePool(url: String, connections: Int? = nil) throws -> PostgresPool {
    var configuration = try PostgresConfiguration(url: url, settings: settings)
    if let connections { configuration.maximumConnections = connections }
    let pool = PostgresPool(configuration: configuration, logger: logger)
    PoolMetrics(metrics).follow(pool)
    return pool
  }

  /// The database's URL: `DATABASE_URL`, else that of the running embedded one.
  func databaseURL() throws(WiringError) -> String {
    if let url = settings[Settings.databaseURL] { return url }
    let directory = settings.dataDirectory
    guard let url = DatabaseAddressFile(dataDirectory: directory).read() else {
      throw WiringError(
        "no database: set DATABASE_URL, or start 'fractal run' with its embedded one in \(directory)"
      )
    }
    return url
  }

  /// How browsers reach the API: `PUBLIC_URL`, else the address it listens on.
  var publicAddress: String {
    settings[Settings.publicURL] ?? "http://\(settings[Settings.listen].settingText)"
  }
}
