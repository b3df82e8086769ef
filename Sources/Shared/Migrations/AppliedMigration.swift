/// One row of the history: a migration that was applied, by us or by Flyway.
public struct AppliedMigration: Hashable, Sendable {
  /// The place in the order of application.
  public let rank: Int
  /// The version; nil for rows of Flyway's that have none.
  public let version: String?
  /// The words of the script's name.
  public let description: String
  /// `SQL` for migrations; Flyway knows others, such as `BASELINE`.
  public let type: String
  /// The script's name.
  public let script: String
  /// The checksum at the time; nil for rows of Flyway's that have none.
  public let checksum: Int32?
  /// The role that applied it.
  public let installedBy: String
  /// When, by the database's clock.
  public let installedOn: Instant
  /// How long it took.
  public let milliseconds: Int
  /// False for a migration that broke off.
  public let success: Bool

  /// Reads a row of ``MigrationHistory/select``.
  init(_ row: PostgresRow) throws(PostgresError) {
    rank = try row.get("installed_rank")
    version = try row.get("version")
    description = try row.get("description")
    type = try row.get("type")
    script = try row.get("script")
    checksum = try row.get("checksum")
    installedBy = try row.get("installed_by")
    installedOn = try row.get("installed_on")
    milliseconds = try row.get("execution_time")
    success = try row.get("success")
  }
}
