/// What a run of the migrator did.
public struct MigrationReport: Sendable {
  /// What this run applied, in order.
  public let applied: [Migration]
  /// How the database stands now.
  public let status: MigrationStatus
}
