import Shared

/// `fractal migrate`: brings the database's schema up to this program.
enum MigrateCommand: Command {
  static let name = "migrate"
  static let summary = "create or update the database's tables"
  static let help = """
    usage: fractal migrate [--standalone] [--app-trigger | --no-app-trigger]
                           [--status | --dry-run] [--json]

    Applies the migrations that the database of DATABASE_URL lacks, each in a transaction of its
    own; without DATABASE_URL those of the embedded PostgreSQL, which is always standalone. Any
    number may run at once. On the app's own database (it has public.flyway_schema_history) only
    the schema 'pipeline' is touched, and what is missing of the app's tables is listed with the
    features that are off without it.

      --standalone      create the app's tables too; refused on the app's own database
      --app-trigger     after migrating, put one trigger on the app's table 'tasks' that notes what
                        the app changes (title, description, project, status, deletion); without
                        it the nightly audit finds the changes
      --no-app-trigger  take that trigger off again
      --status          change nothing: list what is applied and pending; exit status 1 where
                        something is pending or wrong
      --dry-run         change nothing: list what would be applied; exit status 1 where it would fail
      --json            one JSON object for programs

    examples:
      fractal migrate
      fractal migrate --status --json
      DATABASE_URL=postgresql://fractal@localhost/fractal fractal migrate --standalone
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words,
      flags: ["standalone", "status", "dry-run", "json", "app-trigger", "no-app-trigger"])
    for pair in [("status", "dry-run"), ("app-trigger", "no-app-trigger")]
    where arguments.flag(pair.0) && arguments.flag(pair.1) {
      throw UsageError("--\(pair.0) and --\(pair.1) exclude each other")
    }
    let context = try ProgramContext.load()
    let database = try await DatabaseAccess.open(context.settings)
    let pool = PostgresPool(configuration: database.configuration, logger: context.logger)
    do {
      let status = try await run(
        arguments, pool,
        standalone: arguments.flag("standalone") || database.cluster != nil)
      pool.close()
      try await database.close()
      return status
    } catch {
      pool.close()
      try? await database.close()
      // The operator of the schema needs the server's own words, which here quote no rows.
      guard let error = error as? PostgresError else { throw error }
      StandardError.write("fractal migrate: \(error.debugDescription)\n")
      return 1
    }
  }

  private static func run(
    _ arguments: Arguments, _ pool: PostgresPool, standalone: Bool
  ) async throws -> Int32 {
    let migrator = Migrator(pool)
    let asJSON = arguments.flag("json")
    if arguments.flag("status") || arguments.flag("dry-run") {
      let status = try await migrator.status(standalone: standalone)
      let isDryRun = arguments.flag("dry-run")
      let text =
        isDryRun ? MigrationText.plan(status) : MigrationText.status(status)
      print(asJSON ? MigrationText.json(status, applied: []) : text)
      return status.problems.isEmpty && (isDryRun || status.pending.isEmpty) ? 0 : 1
    }
    let report = try await migrator.migrate(standalone: standalone)
    if arguments.flag("app-trigger") { try await AppTrigger.install(in: pool) }
    if arguments.flag("no-app-trigger") { try await AppTrigger.remove(in: pool) }
    print(
      asJSON
        ? MigrationText.json(report.status, applied: report.applied)
        : MigrationText.report(report))
    return 0
  }
}
