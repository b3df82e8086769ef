/// The table of what has been applied, in Flyway's own format (its `PostgreSQLDatabase` and
/// `JdbcTableSchemaHistory`), so that Flyway can continue where we stopped.
enum MigrationHistory {
  /// The key of the advisory lock that keeps two migrators apart: the letters `fractal`.
  static let lockKey: Int64 = 0x66_7261_6374_616C

  /// Waits for the lock, which ends with the transaction (PgBouncer forbids longer ones).
  static let lock = SQL("migration_lock", "select pg_advisory_xact_lock($1)")

  /// Whether the schema, its history and the app's history exist.
  static let look = SQL(
    "migration_look",
    """
    select to_regnamespace('pipeline') is not null as has_schema,
      to_regclass('pipeline.flyway_schema_history') is not null as has_history,
      to_regclass('public.flyway_schema_history') is not null as has_app
    """)

  /// Makes the history.
  static let create = SQL(
    "migration_history_create",
    """
    CREATE TABLE pipeline.flyway_schema_history (
      installed_rank INT NOT NULL,
      version VARCHAR(50),
      description VARCHAR(200) NOT NULL,
      type VARCHAR(20) NOT NULL,
      script VARCHAR(1000) NOT NULL,
      checksum INTEGER,
      installed_by VARCHAR(100) NOT NULL,
      installed_on TIMESTAMP NOT NULL DEFAULT now(),
      execution_time INTEGER NOT NULL,
      success BOOLEAN NOT NULL
    );
    ALTER TABLE pipeline.flyway_schema_history
      ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
    CREATE INDEX flyway_schema_history_s_idx ON pipeline.flyway_schema_history (success);
    """)

  /// Everything in the history, oldest first.
  static let select = SQL(
    "migration_history",
    """
    select installed_rank, version, description, type, script, checksum, installed_by,
      installed_on at time zone current_setting('TimeZone') as installed_on, execution_time,
      success
    from pipeline.flyway_schema_history order by installed_rank
    """)

  /// Notes a migration as applied by the current role.
  static let insert = SQL(
    "migration_history_insert",
    """
    insert into pipeline.flyway_schema_history
      (installed_rank, version, description, type, script, checksum, installed_by,
       execution_time, success)
    values ((select coalesce(max(installed_rank), 0) + 1 from pipeline.flyway_schema_history),
      $1, $2, 'SQL', $3, $4, current_user, $5, true)
    """)

  /// Reads the history.
  static func rows(in session: some PostgresSession) async throws(PostgresError)
    -> [AppliedMigration]
  {
    var rows: [AppliedMigration] = []
    for row in try await session.query(select) { rows.append(try AppliedMigration(row)) }
    return rows
  }
}
