import Glibc
import Shared

/// Looks at everything the program depends on and says what to do about what is wrong.
struct Doctor: Sendable {
  /// The settings and what follows from them.
  let context: ProgramContext

  /// All findings, in the order of the dependencies.
  func examine() async -> [DoctorFinding] {
    var findings = [settings()]
    findings += MachineCheck(context: context).findings()
    findings.append(await ObjectStoreCheck(context: context).finding())
    findings.append(ModelCheck(settings: context.settings).finding())
    findings += await database()
    findings += await ServiceCheck(settings: context.settings).findings()
    return findings
  }

  private func settings() -> DoctorFinding {
    let given = context.settings.effective.filter { $0.origin != .default }.count
    let unread = context.settings.effective
      .filter { $0.origin != .default && Settings.unread.contains($0.setting.name) }
      .map(\.setting.name)
    return unread.isEmpty
      ? .ok("settings", "\(given) given, all usable")
      : .warning(
        "settings", "\(given) given, all usable, not read yet: \(unread.joined(separator: ", "))",
        "nothing in this version reads these; they do no harm")
  }

  private func database() async -> [DoctorFinding] {
    let url: String
    do {
      url = try context.databaseURL()
    } catch {
      return [.failed("database", "not configured", error.description)]
    }
    do {
      let pool = try context.makePool(url: url, connections: 1)
      defer { pool.close() }
      return try await examine(pool)
    } catch {
      return [
        .failed(
          "database", "\(error)",
          "check that the server runs, that this machine reaches it, and the user and password "
            + "in DATABASE_URL (see 'fractal config')")
      ]
    }
  }

  private func examine(_ pool: PostgresPool) async throws -> [DoctorFinding] {
    // The first question opens the connection, which must not count as a difference of clocks.
    _ = try await pool.query(SQL("doctor_hello", "select 1"))
    let before = Instant.machineNow.microseconds
    let facts = try await DatabaseFacts.read(from: pool)
    let middle = Instant(microseconds: (before + Instant.machineNow.microseconds) / 2)
    let status = try await Migrator(pool).status()
    var findings: [DoctorFinding] = [.ok("database", "reached \(pool.configuration.target)")]
    findings += DatabaseJudgement.findings(
      facts, clock: middle, poolSize: context.settings[Settings.databasePoolSize],
      needsSchema: status.applied.isEmpty)
    findings += MigrationJudgement.findings(status)
    if status.isCurrent { findings += try await QueueCheck.findings(pool) }
    return findings
  }
}
