import Glibc
import Shared
import Synchronization

/// The server that the tests of one process share, with a template a kind of content.
actor TestCluster {
  /// The role that owns the test databases.
  static let owner = "fractal_test"

  private static let starting = Task { try await TestCluster() }

  /// The cluster, started by the first caller.
  static func shared() async throws -> TestCluster {
    try await starting.value
  }

  private let embedded: EmbeddedCluster?
  private let givenURL: String
  private let administration: PostgresPool
  private var templates: [TestDatabase.Content: Task<String, any Error>] = [:]
  private var lastNumber = 0

  private init() async throws {
    let environment = Self.environment()
    if let url = environment["FRACTAL_TEST_DATABASE_URL"], !url.isEmpty {
      embedded = nil
      givenURL = url
    } else {
      let directory = "/tmp/fractal-test-\(getpid())"
      let cluster = try await EmbeddedCluster.start(
        in: directory, settings: .forTests, environment: environment)
      embedded = cluster
      givenURL = cluster.socketURL(database: "postgres")
    }
    var configuration = try PostgresConfiguration(url: givenURL)
    configuration.maximumConnections = 4
    configuration.waitTimeout = .seconds(60)
    administration = PostgresPool(configuration: configuration)
    try await administration.withConnection { connection in
      // Several test processes may share one server.
      try await connection.script(
        .once(
          """
          do $$ begin create role \(Self.owner) login password 'test';
          exception when duplicate_object or unique_violation then null; end $$
          """))
    }
  }

  /// The URL of a database for a role, or for the superuser that was given.
  nonisolated func url(database: String, user: String?) -> String {
    if let embedded {
      return embedded.socketURL(database: database, user: user ?? EmbeddedCluster.superuser)
    }
    return TestURL.replacing(
      givenURL, database: database, user: user, password: user == nil ? nil : "test")
  }

  /// Makes a database of that content and returns its name.
  func makeDatabase(_ content: TestDatabase.Content) async throws -> String {
    if content == .empty { return try await create(template: "template0") }
    return try await create(template: try await template(content))
  }

  /// Drops a database and ends whatever is connected to it.
  func dropDatabase(_ name: String) async throws {
    let pool = administration
    try await pool.withConnection { connection in
      try await connection.script(.once("drop database if exists \(name) with (force)"))
    }
  }

  private func template(_ content: TestDatabase.Content) async throws -> String {
    if let making = templates[content] { return try await making.value }
    let making = Task { try await self.makeTemplate(content) }
    templates[content] = making
    return try await making.value
  }

  private func makeTemplate(_ content: TestDatabase.Content) async throws -> String {
    let name = try await create(template: "template0")
    let pool = PostgresPool(
      configuration: try TestDatabase.configuration(url: url(database: name, user: Self.owner)))
    _ = try await Migrator(pool).migrate(standalone: content == .standalone)
    pool.close()
    // The template must have no connection left while it is copied.
    try await administration.withConnection { connection in
      try await connection.script(.once("alter database \(name) with allow_connections false"))
      _ = try await connection.query(
        SQL(
          "end_sessions",
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1"),
        [name])
    }
    return name
  }

  private func create(template: String) async throws -> String {
    lastNumber += 1
    let name = "test_\(getpid())_\(lastNumber)"
    let pool = administration
    try await pool.withConnection { connection in
      try await connection.script(
        .once("create database \(name) template \(template) owner \(Self.owner)"))
    }
    return name
  }

  private static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    for name in ["FRACTAL_TEST_DATABASE_URL", "PG_BIN"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }
}
