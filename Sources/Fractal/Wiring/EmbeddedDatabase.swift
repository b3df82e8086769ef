import Shared

/// The embedded PostgreSQL of `fractal run`: started, migrated, announced to other commands.
struct EmbeddedDatabase {
  /// The name of the database, and of the role that owns it.
  private static let name = "fractal"
  /// Connections that the pool, listeners and other commands need beside each other.
  private static let spareConnections = 30

  private let cluster: EmbeddedCluster
  private let addressFile: DatabaseAddressFile
  /// The database's URL through the server's socket.
  let url: String

  /// Makes the cluster where there is none, starts it, and makes the database in it.
  static func start(in directory: DataDirectory, context: ProgramContext) async throws -> Self {
    var settings = ClusterSettings()
    settings.maximumConnections =
      max(100, context.settings[Settings.databasePoolSize] + spareConnections)
    let cluster = try await EmbeddedCluster.start(
      in: directory.cluster, settings: settings, mustOwn: true,
      environment: Settings.processEnvironment())
    let url = try await cluster.prepareDatabase(name, owner: name)
    return Self(
      cluster: cluster, addressFile: DatabaseAddressFile(dataDirectory: directory.path), url: url)
  }

  /// Where the cluster lives, which is not the data directory where its user cannot reach that.
  var directory: String { cluster.directory }

  /// Tells other commands where the database is.
  func announce() throws {
    try addressFile.write(url)
  }

  /// Throws everything in the database away and makes it anew.
  func reset() async throws {
    let configuration = try PostgresConfiguration(url: cluster.socketURL(database: "postgres"))
    let pool = PostgresPool(configuration: configuration)
    defer { pool.close() }
    _ = try await pool.execute(.once("drop database if exists \(Self.name) with (force)"))
    _ = try await cluster.prepareDatabase(Self.name, owner: Self.name)
  }

  /// Stops the server; other commands find no database any more.
  func stop() async throws {
    addressFile.remove()
    try await cluster.stop()
  }
}
