import FoundationEssentials
import Support

@testable import Shared

/// A database of its own cluster, reached through PgBouncer in transaction mode.
enum PooledDatabase {
  /// Runs `body` with a pool of at most twelve connections; PgBouncer makes three of them real.
  static func with(_ body: (PostgresPool) async throws -> Void) async throws {
    let cluster = try await EmbeddedCluster.start(
      in: "/tmp/fractal-pooled-\(UUID().uuidString)", settings: .forTests,
      environment: Settings.processEnvironment())
    _ = try await cluster.prepareDatabase("app", owner: "app")
    let bouncer = try PgBouncer(before: cluster)
    var configuration = try PostgresConfiguration(url: bouncer.url)
    configuration.maximumConnections = 12
    configuration.keepsStatementsPrepared = false
    let pool = PostgresPool(configuration: configuration)
    var failure: (any Error)?
    do { try await body(pool) } catch { failure = error }
    pool.close()
    try await bouncer.stop()
    try await cluster.stop()
    if let failure { throw failure }
  }
}
