/// Brings a database's schema `pipeline` up to this build, one transaction a migration.
///
/// Any number of migrators may run at once: each step is taken under an advisory lock that ends
/// with its transaction. The role needs CREATE on the database, nothing more. Scripts run inside a
/// transaction, so statements that refuse that (`CREATE INDEX CONCURRENTLY`) cannot stand in them.
public struct Migrator: Sendable {
  private let pool: PostgresPool
  private let logger: Logger
  private let pipeline: [Migration]
  private let standalone: [Migration]
  /// How long one migrator waits for another.
  private static let lockTimeout: Duration = .seconds(600)

  /// A migrator for the pool's database.
  public init(_ pool: PostgresPool, logger: Logger = .silent) {
    self.init(
      pool, logger: logger, pipeline: MigrationCatalog.pipeline,
      standalone: MigrationCatalog.standalone)
  }

  /// A migrator of other scripts, for tests.
  init(
    _ pool: PostgresPool, logger: Logger = .silent, pipeline: [Migration], standalone: [Migration]
  ) {
    self.pool = pool
    self.logger = logger
    self.pipeline = pipeline.sorted { $0.number < $1.number }
    self.standalone = standalone
  }

  /// Applies what is missing. `standalone` creates the app's tables first, which is refused on
  /// the app's own database.
  ///
  /// Throws ``MigrationProblem`` where a person has to look, ``PostgresError`` where a script
  /// fails; what was applied before stays, the failed one leaves nothing.
  public func migrate(standalone: Bool = false) async throws -> MigrationReport {
    try await prepare(standalone: standalone)
    var applied: [Migration] = []
    while let next = try await applyNext(standalone: standalone) { applied.append(next) }
    return MigrationReport(applied: applied, status: try await status(standalone: standalone))
  }

  /// Looks without changing anything: what is applied, pending, wrong; what of the app is there.
  ///
  /// `standalone` counts the app's tables as wanted.
  public func status(standalone: Bool = false) async throws -> MigrationStatus {
    try await pool.transaction(isolation: .repeatableRead) { transaction in
      let look = try await Look(in: transaction)
      let applied = look.hasHistory ? try await MigrationHistory.rows(in: transaction) : []
      let contract = try await ContractReport.inspect(in: transaction)
      var problems = MigrationCheck.problems(applied, known: self.standalone + pipeline)
      let wanted = wanted(standalone: standalone)
      let pending = MigrationCheck.pending(applied, wanted: wanted)
      problems += Self.standaloneProblems(pending, look: look, contract: contract)
      return MigrationStatus(
        applied: applied, pending: pending, problems: problems, isAppDatabase: look.hasApp,
        contract: contract)
    }
  }

  private struct Look {
    let hasSchema: Bool
    let hasHistory: Bool
    let hasApp: Bool

    init(in session: PostgresTransaction) async throws {
      guard let row = try await session.queryRow(MigrationHistory.look) else {
        throw PostgresError(.decoding, "no row", statement: MigrationHistory.look.name)
      }
      hasSchema = try row.get("has_schema")
      hasHistory = try row.get("has_history")
      hasApp = try row.get("has_app")
    }
  }

  private func wanted(standalone: Bool) -> [Migration] {
    standalone ? self.standalone + pipeline : pipeline
  }

  private static func standaloneProblems(
    _ pending: [Migration], look: Look, contract: ContractReport
  ) -> [MigrationProblem] {
    guard pending.contains(where: \.isStandalone) else { return [] }
    if look.hasApp { return [.appOwnsDatabase] }
    return contract.presentTables.isEmpty ? [] : [.tablesExist(contract.presentTables)]
  }

  private func prepare(standalone: Bool) async throws {
    try await pool.transaction { transaction in
      try await lock(transaction)
      let look = try await Look(in: transaction)
      if standalone, look.hasApp { throw MigrationProblem.appOwnsDatabase }
      if !look.hasSchema { try await transaction.script(.once("CREATE SCHEMA pipeline")) }
      if !look.hasHistory { try await transaction.script(MigrationHistory.create) }
    }
  }

  /// Applies the first missing migration; nil where none is missing.
  private func applyNext(standalone: Bool) async throws -> Migration? {
    try await pool.transaction { transaction in
      try await lock(transaction)
      let applied = try await MigrationHistory.rows(in: transaction)
      let problems = MigrationCheck.problems(applied, known: self.standalone + pipeline)
      if let problem = problems.first { throw problem }
      let pending = MigrationCheck.pending(applied, wanted: wanted(standalone: standalone))
      guard let next = pending.first else { return nil }
      if next.isStandalone {
        let contract = try await ContractReport.inspect(in: transaction)
        let look = try await Look(in: transaction)
        let refusal = Self.standaloneProblems(pending, look: look, contract: contract)
        if let problem = refusal.first { throw problem }
      }
      let start = SteadyTime.now
      try await transaction.script(.once("SET LOCAL search_path = pipeline, public"))
      try await transaction.script(SQL(next.script, next.text))
      let milliseconds = (SteadyTime.now.nanoseconds - start.nanoseconds) / 1_000_000
      try await transaction.execute(
        MigrationHistory.insert,
        [next.version, next.description, next.script, next.checksum, Int32(clamping: milliseconds)])
      logger.info("applied migration", ["script": .string(next.script)])
      return next
    }
  }

  private func lock(_ transaction: PostgresTransaction) async throws {
    _ = try await transaction.query(
      MigrationHistory.lock, [MigrationHistory.lockKey], timeout: Self.lockTimeout)
  }
}
