import Shared

/// What the facts about a PostgreSQL server mean for us: rules without a server.
enum DatabaseJudgement {
  /// The oldest server that the statements run on.
  static let oldestVersion = 150_000
  /// Seconds that the clocks may differ.
  static let clockTolerance = 2.0
  /// Seconds after which an open transaction keeps the queue's tables from being cleaned.
  static let longTransaction = 600.0

  /// The findings, `clock` being this machine's clock halfway through the question.
  static func findings(
    _ facts: DatabaseFacts, clock: Instant, poolSize: Int, needsSchema: Bool
  ) -> [DoctorFinding] {
    [
      version(facts), encoding(facts), writes(facts), durability(facts),
      connections(facts, poolSize: poolSize), rights(facts, needsSchema: needsSchema),
      extensions(facts), skew(facts, clock: clock), transactions(facts),
    ]
  }

  private static func version(_ facts: DatabaseFacts) -> DoctorFinding {
    let shown = "PostgreSQL \(facts.version / 10_000).\(facts.version % 10_000)"
    return facts.version >= oldestVersion
      ? .ok("database.version", shown)
      : .failed("database.version", shown, "upgrade the server to PostgreSQL 15 or newer")
  }

  private static func encoding(_ facts: DatabaseFacts) -> DoctorFinding {
    facts.encoding == "UTF8"
      ? .ok("database.encoding", facts.encoding)
      : .failed(
        "database.encoding", facts.encoding, "make the database anew with ENCODING 'UTF8'")
  }

  private static func writes(_ facts: DatabaseFacts) -> DoctorFinding {
    facts.isStandby
      ? .failed(
        "database.writable", "a standby that refuses writes",
        "point DATABASE_URL at the primary, or add target_session_attrs=read-write")
      : .ok("database.writable", "a primary")
  }

  private static func durability(_ facts: DatabaseFacts) -> DoctorFinding {
    if !facts.isDurable {
      return .failed(
        "database.durability", "fsync or full_page_writes is off",
        "switch both on: a power cut would lose or break what was accepted")
    }
    return facts.synchronousCommit == "off"
      ? .warning(
        "database.durability", "synchronous_commit is off",
        "switch it on: a crash may lose the last accepted inputs")
      : .ok("database.durability", "commits reach the disk")
  }

  private static func connections(_ facts: DatabaseFacts, poolSize: Int) -> DoctorFinding {
    let free = facts.maximumConnections - facts.connections
    let shown = "\(facts.connections) of \(facts.maximumConnections) in use"
    return free >= poolSize + 5
      ? .ok("database.connections", shown)
      : .warning(
        "database.connections", shown,
        "lower DATABASE_POOL_SIZE (\(poolSize)), or raise max_connections on the server")
  }

  private static func rights(_ facts: DatabaseFacts, needsSchema: Bool) -> DoctorFinding {
    facts.mayCreate || !needsSchema
      ? .ok("database.rights", facts.mayCreate ? "may create schemas" : "schema is there")
      : .failed(
        "database.rights", "may not create the schema 'pipeline'",
        "GRANT CREATE ON DATABASE to this role, then run 'fractal migrate'")
  }

  private static func extensions(_ facts: DatabaseFacts) -> DoctorFinding {
    let missing = ["ltree", "pgcrypto"].filter { !facts.extensions.contains($0) }
    return missing.isEmpty
      ? .ok("database.extensions", "ltree and pgcrypto are available")
      : .warning(
        "database.extensions", "not available: \(missing.joined(separator: ", "))",
        "install the server's contrib modules; 'migrate --standalone' needs them")
  }

  private static func skew(_ facts: DatabaseFacts, clock: Instant) -> DoctorFinding {
    let seconds = Double(clock.microseconds - facts.clock.microseconds) / 1_000_000
    let rounded = (seconds * 10).rounded() / 10
    let shown =
      "this machine is \(abs(rounded)) s \(rounded < 0 ? "behind" : "ahead of") the server"
    return abs(seconds) <= clockTolerance
      ? .ok("clock", shown)
      : .warning(
        "clock", shown,
        "run an NTP client on both; leases follow the server's clock, tokens and signatures ours")
  }

  private static func transactions(_ facts: DatabaseFacts) -> DoctorFinding {
    let shown = "the oldest open transaction is \(Int(facts.oldestTransactionSeconds)) s old"
    return facts.oldestTransactionSeconds < longTransaction
      ? .ok("database.transactions", shown)
      : .warning(
        "database.transactions", shown,
        "find it in pg_stat_activity and end it: dead rows of the queue stay until then")
  }
}
