import Foundation
import Glibc
import Shared
import Support

/// A PostgreSQL server of a test's own that can be killed and started again, with a user, an inbound
/// address and the program on it.
final class FallibleDatabase {
  /// The program.
  let program: TestProgram
  /// The database's URL.
  let url: String
  /// A pool that survives the server's end.
  let pool: PostgresPool
  /// The local part that takes mail.
  let slug = "garden-7f3k"
  private let folder: String
  private var settings = ClusterSettings()
  private var cluster: EmbeddedCluster

  /// Starts the server and makes the rows; `given` are settings of the program.
  init(settings given: [String: String] = [:]) async throws {
    folder = "/tmp/fractal-fallible-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    settings.port = Int(TestProgram.freePort())
    cluster = try await Self.start(folder, settings)
    url = try await cluster.prepareDatabase("app", owner: "app")
    let administrator = PostgresPool(
      configuration: try TestDatabase.configuration(url: cluster.socketURL(database: "app")))
    for name in ["pgcrypto", "ltree"] {
      try await administrator.execute(SQL("", "create extension \(name)"), [])
    }
    administrator.close()
    program = try TestProgram(
      database: url,
      settings: [
        "APP_SECRET": "a secret of the operator, long enough", "IMAP_POLL_SECONDS": "1",
        "HEARTBEAT_TIMEOUT_SECONDS": "2",
      ].merging(given) { $1 })
    _ = try await program.run(["migrate", "--standalone"])
    pool = PostgresPool(configuration: try TestDatabase.configuration(url: url))
    let user = try await TestWorld.addUser(email: "ada@example.org", in: pool)
    _ = try await TestWorld.addWorkspace(owner: user, in: pool)
    try await pool.execute(
      SQL("", "insert into inbound_email_routing values ($1, null, $2)"), [slug, user])
  }

  /// Ends the server as a crash would: nothing is written, connections break.
  func crash() async throws {
    let file = cluster.directory + "/data/postmaster.pid"
    let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n")
    guard let id = lines?.first.flatMap({ Int32($0) }) else {
      throw CocoaError(.fileReadNoSuchFile)
    }
    kill(id, SIGQUIT)
    for _ in 0..<200 where kill(id, 0) == 0 { try await Task.sleep(for: .milliseconds(50)) }
    try? await cluster.stop()
  }

  /// Starts the server again, which recovers from its crash.
  func restart() async throws {
    cluster = try await Self.start(folder, settings)
  }

  /// Stops the server and removes everything.
  func stop() async {
    pool.close()
    try? await cluster.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// One number of a query; nil while the database is away.
  func count(_ query: String) async -> Int? {
    let row = try? await pool.queryRow(SQL("", "select (\(query))::bigint as n"), [])
    return (try? row?.get("n", as: Int64.self)).map { Int($0) }
  }

  /// Waits until a count reaches a number; gives the last one seen.
  func wait(for expected: Int, of query: String, seconds: Int = 120) async throws -> Int {
    var last = -1
    for _ in 0..<seconds * 5 {
      last = await count(query) ?? last
      if last == expected { return last }
      try await Task.sleep(for: .milliseconds(200))
    }
    return last
  }

  private static func start(
    _ folder: String, _ settings: ClusterSettings
  ) async throws -> EmbeddedCluster {
    try await EmbeddedCluster.start(
      in: folder + "/pg", settings: settings, environment: Settings.processEnvironment())
  }
}
