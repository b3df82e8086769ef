import Shared

/// What `fractal doctor` asks a PostgreSQL server about itself.
struct DatabaseFacts: Equatable, Sendable {
  /// `server_version_num`, such as 150_014.
  var version = 0
  /// The encoding of the database.
  var encoding = "UTF8"
  /// Whether the server is a standby that refuses writes.
  var isStandby = false
  /// Whether a crash of the machine keeps what was committed: fsync and full_page_writes.
  var isDurable = true
  /// `synchronous_commit`.
  var synchronousCommit = "on"
  /// `max_connections`.
  var maximumConnections = 100
  /// Connections that are open now.
  var connections = 1
  /// Whether the role may make schemas in the database.
  var mayCreate = true
  /// Extensions of the app's tables that can be made or are there.
  var extensions: [String] = ["ltree", "pgcrypto"]
  /// The server's clock.
  var clock = Instant(seconds: 0)
  /// Seconds since the oldest transaction that is still open began.
  var oldestTransactionSeconds = 0.0

  private static let statement = SQL(
    "doctor_facts",
    """
    SELECT current_setting('server_version_num')::int AS version,
      pg_encoding_to_char(d.encoding)::text AS encoding, pg_is_in_recovery() AS is_standby,
      current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS is_durable,
      current_setting('synchronous_commit') AS synchronous_commit,
      current_setting('max_connections')::int AS maximum_connections,
      (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
        AS connections,
      has_database_privilege(d.oid, 'CREATE') AS may_create,
      ARRAY(SELECT name::text FROM pg_available_extensions
        WHERE name IN ('ltree', 'pgcrypto') ORDER BY name) AS extensions,
      clock_timestamp() AS clock,
      coalesce((SELECT max(extract(epoch FROM clock_timestamp() - xact_start))::float8
        FROM pg_stat_activity WHERE datname = d.datname AND pid <> pg_backend_pid()), 0)
        AS oldest_transaction
    FROM pg_database d WHERE d.datname = current_database()
    """)

  /// Asks the server.
  static func read(from session: any PostgresSession) async throws -> DatabaseFacts {
    guard let row = try await session.queryRow(statement) else {
      throw WiringError("the server does not know its own database")
    }
    var facts = DatabaseFacts()
    facts.version = try row.get("version", as: Int.self)
    facts.encoding = try row.get("encoding", as: String.self)
    facts.isStandby = try row.get("is_standby", as: Bool.self)
    facts.isDurable = try row.get("is_durable", as: Bool.self)
    facts.synchronousCommit = try row.get("synchronous_commit", as: String.self)
    facts.maximumConnections = try row.get("maximum_connections", as: Int.self)
    facts.connections = try row.get("connections", as: Int.self)
    facts.mayCreate = try row.get("may_create", as: Bool.self)
    facts.extensions = try row.get("extensions", as: [String].self)
    facts.clock = try row.get("clock", as: Instant.self)
    facts.oldestTransactionSeconds = try row.get("oldest_transaction", as: Double.self)
    return facts
  }
}
