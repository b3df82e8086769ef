/// What has been applied to a database and what has not.
public struct MigrationStatus: Sendable {
  /// The history, oldest first; empty where there is none yet.
  public let applied: [AppliedMigration]
  /// What ``Migrator/migrate(standalone:)`` would apply, in order.
  public let pending: [Migration]
  /// What forbids migrating; empty where all is well.
  public let problems: [MigrationProblem]
  /// True where the app keeps its own history in this database.
  public let isAppDatabase: Bool
  /// What of the app's contract is there.
  public let contract: ContractReport

  /// True where nothing is pending and nothing is wrong.
  public var isCurrent: Bool { pending.isEmpty && problems.isEmpty }
}
