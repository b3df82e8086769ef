import Shared

/// What the state of the migrations means: rules without a server.
enum MigrationJudgement {
  /// One finding for the pipeline's schema, one for the app's tables.
  static func findings(_ status: MigrationStatus) -> [DoctorFinding] {
    [schema(status), contract(status.contract)]
  }

  private static func schema(_ status: MigrationStatus) -> DoctorFinding {
    if let problem = status.problems.first {
      return .failed(
        "migrations", "\(problem)", "see 'fractal migrate --status'; never edit applied files")
    }
    return status.pending.isEmpty
      ? .ok("migrations", "\(status.applied.count) applied, none pending")
      : .failed(
        "migrations", "\(status.pending.count) pending",
        "run 'fractal migrate' (with --standalone where the app's tables are ours to make)")
  }

  private static func contract(_ report: ContractReport) -> DoctorFinding {
    if report.isComplete { return .ok("app.tables", "all \(report.presentTables.count) are there") }
    let off = report.featuresOff
    return .warning(
      "app.tables", report.gaps.map(\.description).joined(separator: "; "),
      "off until the app's migrations make them: \(off.joined(separator: ", "))")
  }
}
