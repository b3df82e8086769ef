import Shared

/// How `fractal migrate` tells what it did and found.
enum MigrationText {
  /// What a run applied, and what of the app is missing.
  static func report(_ report: MigrationReport) -> String {
    var lines = report.applied.map { "applied \($0.script)" }
    if lines.isEmpty { lines = ["nothing to do: the database is up to date"] }
    return (lines + gaps(report.status)).joined(separator: "\n")
  }

  /// The history and what is pending, as a table.
  static func status(_ status: MigrationStatus) -> String {
    var table = TextTable("VERSION", "DESCRIPTION", "STATE", "APPLIED", "BY", "MS")
    for row in status.applied {
      table.add(
        row.version ?? "-", row.description, row.success ? "applied" : "failed",
        row.installedOn.description, row.installedBy, String(row.milliseconds))
    }
    for migration in status.pending {
      table.add(migration.version, migration.description, "pending", "-", "-", "-")
    }
    return ([table.text] + problems(status) + gaps(status)).joined(separator: "\n")
  }

  /// What a run would apply.
  static func plan(_ status: MigrationStatus) -> String {
    var lines = status.pending.map { "would apply \($0.script)" }
    if lines.isEmpty { lines = ["nothing to do: the database is up to date"] }
    return (lines + problems(status) + gaps(status)).joined(separator: "\n")
  }

  /// Everything for programs.
  static func json(_ status: MigrationStatus, applied: [Migration]) -> String {
    JSONValue.members([
      "applied_now": .array(applied.map { .string($0.script) }),
      "applied": .array(
        status.applied.map { row in
          .members([
            "rank": .int(Int64(row.rank)), "version": row.version.map { .string($0) } ?? .null,
            "description": .string(row.description), "script": .string(row.script),
            "checksum": row.checksum.map { .int(Int64($0)) } ?? .null,
            "installed_by": .string(row.installedBy),
            "installed_on": .string(row.installedOn.description),
            "milliseconds": .int(Int64(row.milliseconds)), "success": .bool(row.success),
          ])
        }),
      "pending": .array(status.pending.map { .string($0.script) }),
      "problems": .array(status.problems.map { .string($0.description) }),
      "app_database": .bool(status.isAppDatabase),
      "missing": .array(
        status.contract.gaps.map { gap in
          .members([
            "subject": .string(gap.subject), "state": .string(gap.state),
            "feature": .string(gap.feature),
          ])
        }),
      "features_off": .array(status.contract.featuresOff.map { .string($0) }),
    ]).serialized
  }

  private static func problems(_ status: MigrationStatus) -> [String] {
    status.problems.map { "problem: \($0)" }
  }

  private static func gaps(_ status: MigrationStatus) -> [String] {
    let gaps = status.contract.gaps
    if gaps.isEmpty { return [] }
    if status.contract.presentTables.isEmpty {
      return ["the app's tables are not in this database: the queue works, tasks do not"]
    }
    var table = TextTable("MISSING", "STATE", "OFF WITHOUT IT")
    for gap in gaps { table.add(gap.subject, gap.state, gap.feature) }
    return ["", table.text]
  }
}
