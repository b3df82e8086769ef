/// Compares a history with the migrations of this build; pure rules.
enum MigrationCheck {
  /// What forbids migrating, in the order of the history.
  static func problems(
    _ applied: [AppliedMigration], known: [Migration]
  ) -> [MigrationProblem] {
    let newest = known.map(\.number).max() ?? 0
    return applied.compactMap { row in
      if !row.success { return .failed(script: row.script) }
      guard row.type == "SQL", let version = row.version else { return nil }
      guard let migration = known.first(where: { $0.number == number(version) }) else {
        return number(version) > newest
          ? .databaseIsNewer(version: version) : .unknown(version: version)
      }
      // A script of the same version under another name is another script.
      let same = row.checksum == migration.checksum && row.script == migration.script
      return same ? nil : .changed(script: migration.script)
    }
  }

  /// What is wanted and not applied, in order; what lies below a baseline counts as applied.
  static func pending(_ applied: [AppliedMigration], wanted: [Migration]) -> [Migration] {
    let versions = Set(applied.compactMap { $0.version.map(number) })
    let baseline = applied.filter { $0.type == "BASELINE" }.compactMap { $0.version.map(number) }
      .max()
    return wanted.filter { migration in
      !versions.contains(migration.number) && migration.number > (baseline ?? -1)
    }
  }

  /// The version as a number; dotted versions, which are not ours, by their first part.
  private static func number(_ version: String) -> Int {
    version.split(separator: ".").first.flatMap { Int($0) } ?? .max
  }
}
