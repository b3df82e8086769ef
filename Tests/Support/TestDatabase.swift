import Glibc
public import Shared
import Synchronization

/// A database of one test's own, cloned from a migrated template and dropped afterwards.
///
/// All tests of a process share one cluster: the server of `FRACTAL_TEST_DATABASE_URL` (a superuser
/// of it), else one that the first test starts and that ends with the process, however it ends.
/// Pools are small, since many tests run at once.
public final class TestDatabase: Sendable {
  /// What the database holds at the start.
  public enum Content: String, Sendable {
    /// Nothing at all.
    case empty
    /// The pipeline's schema alone.
    case pipeline
    /// The pipeline's schema and the app's tables.
    case standalone
  }

  /// The database's URL for a role that owns it and is no superuser.
  public let url: String
  /// The database's URL for the cluster's superuser.
  public let administratorURL: String
  /// A pool of at most four connections as the owner.
  public let pool: PostgresPool
  private let name: String
  private let cluster: TestCluster

  private init(name: String, cluster: TestCluster) throws {
    self.name = name
    self.cluster = cluster
    url = cluster.url(database: name, user: TestCluster.owner)
    administratorURL = cluster.url(database: name, user: nil)
    pool = PostgresPool(configuration: try Self.configuration(url: url))
  }

  /// A configuration for tests: four connections.
  public static func configuration(url: String) throws -> PostgresConfiguration {
    var configuration = try PostgresConfiguration(url: url)
    configuration.maximumConnections = 4
    configuration.waitTimeout = .seconds(60)
    return configuration
  }

  /// A fresh database.
  ///
  /// Call ``drop()`` at the end of the test, or use ``with(_:_:)``, which does.
  public static func make(_ content: Content = .standalone) async throws -> TestDatabase {
    let cluster = try await TestCluster.shared()
    return try TestDatabase(name: try await cluster.makeDatabase(content), cluster: cluster)
  }

  /// Runs the test in a fresh database and drops it afterwards.
  public static func with<Value>(
    _ content: Content = .standalone, _ body: (TestDatabase) async throws -> Value
  ) async throws -> Value {
    let database = try await make(content)
    do {
      let value = try await body(database)
      try await database.drop()
      return value
    } catch {
      try? await database.drop()
      throw error
    }
  }

  /// A further pool on this database, for tests that need one of their own.
  public func makePool(
    _ change: (inout PostgresConfiguration) -> Void = { _ in }
  ) throws -> PostgresPool {
    var configuration = try Self.configuration(url: url)
    change(&configuration)
    return PostgresPool(configuration: configuration)
  }

  /// Closes the pool and drops the database with whatever is still connected to it.
  public func drop() async throws {
    pool.close()
    try await cluster.dropDatabase(name)
  }
}
