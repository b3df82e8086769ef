import Foundation
import Support
import Testing

@testable import Shared

@Suite struct MigratorTests {
  private func tables(_ database: TestDatabase, in schema: String) async throws -> [String] {
    try await database.pool.query(
      SQL(
        "tables", "select tablename::text as name from pg_tables where schemaname = $1 order by 1"),
      [schema]
    ).map { try $0.get("name") }
  }

  /// The app's own database: Part A of the contract and Flyway's history.
  private func withAppDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
    let partA = [
      "users", "user_identities", "workspaces", "workspace_members", "projects",
      "project_hierarchy", "project_members",
    ]
    try await TestDatabase.with(.standalone) { whole in
      try await whole.pool.withConnection { connection in
        let others = ContractTable.all.map(\.name).filter { !partA.contains($0) }
        try await connection.script(
          .once(
            "drop table \(others.joined(separator: ", ")) cascade; drop schema pipeline cascade; "
              + "alter table projects drop column view_style; "
              + "drop extension ltree; drop extension pgcrypto; "
              + "create table flyway_schema_history (installed_rank int primary key)"))
      }
      try await body(whole)
    }
  }

  @Test("an empty database gets the pipeline's schema alone, and a second run does nothing")
  func pipelineAlone() async throws {
    try await TestDatabase.with(.empty) { database in
      let migrator = Migrator(database.pool)
      let before = try await migrator.status()
      #expect(before.applied.isEmpty)
      #expect(before.pending.map(\.script) == MigrationCatalog.pipeline.map(\.script))
      #expect(try await tables(database, in: "pipeline").isEmpty)
      let report = try await migrator.migrate()
      #expect(report.applied == MigrationCatalog.pipeline)
      #expect(report.status.isCurrent)
      #expect(!report.status.isAppDatabase)
      #expect(try await tables(database, in: "public").isEmpty)
      let again = try await migrator.migrate()
      #expect(again.applied.isEmpty)
      #expect(again.status.applied == report.status.applied)
    }
  }

  @Test("standalone creates the whole contract, as a role that is no superuser")
  func standalone() async throws {
    try await TestDatabase.with(.empty) { database in
      let report = try await Migrator(database.pool).migrate(standalone: true)
      #expect(report.status.contract.isComplete)
      #expect(try await tables(database, in: "public").count == ContractTable.all.count)
      #expect(try await Migrator(database.pool).migrate(standalone: true).applied.isEmpty)
      #expect(try await Migrator(database.pool).migrate().applied.isEmpty)
      let row = try await database.pool.queryRow(
        .once("select rolsuper from pg_roles where rolname = current_user"))
      #expect(try row?.get(0, as: Bool.self) == false)
    }
  }

  @Test("standalone may follow later, where nothing is in its way")
  func standaloneLater() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let report = try await Migrator(database.pool).migrate(standalone: true)
      #expect(report.applied.map(\.version) == ["0001"])
      #expect(report.status.contract.isComplete)
    }
  }

  @Test("on the app's database only the schema pipeline changes, and what is off is named")
  func appDatabase() async throws {
    try await withAppDatabase { database in
      let before = try await tables(database, in: "public")
      let columns = SQL(
        "columns",
        "select md5(string_agg(attrelid::text || attname || atttypid, ',' order by attrelid, attnum)) as sum from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)"
      )
      let sum: String? = try await database.pool.queryRow(columns)?.get("sum")
      let report = try await Migrator(database.pool).migrate()
      #expect(report.applied == MigrationCatalog.pipeline)
      #expect(report.status.isAppDatabase)
      #expect(try await tables(database, in: "public") == before)
      #expect(try await database.pool.queryRow(columns)?.get("sum") == sum)
      let gaps = report.status.contract.gaps
      #expect(gaps.contains { $0.subject == "tasks" && $0.state == "missing" })
      #expect(gaps.allSatisfy { !$0.subject.hasPrefix("projects") })
      #expect(report.status.contract.featuresOff.contains("undo and redo"))
      await #expect(throws: MigrationProblem.appOwnsDatabase) {
        _ = try await Migrator(database.pool).migrate(standalone: true)
      }
      let status = try await Migrator(database.pool).status(standalone: true)
      #expect(status.problems == [.appOwnsDatabase])
      #expect(try await tables(database, in: "public") == before)
    }
  }

  @Test("a column of another type is named with both types")
  func otherType() async throws {
    try await TestDatabase.with(.standalone) { database in
      try await database.pool.withConnection { connection in
        try await connection.script(
          .once(
            "alter table tasks alter version drop default, alter version type text; "
              + "alter table tasks drop column lexorank; alter table users alter email type text"))
      }
      let gaps = try await Migrator(database.pool).status().contract.gaps
      #expect(
        Set(gaps.map(\.description)) == [
          "tasks.version is text where int8 is agreed: off is making and changing tasks",
          "tasks.lexorank missing: off is making and changing tasks",
        ])
    }
  }

  @Test("standalone is refused where tables of its names exist")
  func namesTaken() async throws {
    try await TestDatabase.with(.empty) { database in
      try await database.pool.execute(.once("create table users (id int)"))
      await #expect(throws: MigrationProblem.tablesExist(["users"])) {
        _ = try await Migrator(database.pool).migrate(standalone: true)
      }
    }
  }

  @Test("eight migrators at once apply each migration once")
  func concurrent() async throws {
    try await TestDatabase.with(.empty) { database in
      let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
        for _ in 0..<8 {
          group.addTask { try await Migrator(database.pool).migrate(standalone: true).applied }
        }
        return try await group.reduce([], +)
      }
      let all = MigrationCatalog.standalone + MigrationCatalog.pipeline
      #expect(applied.map(\.script).sorted() == all.map(\.script).sorted())
      let status = try await Migrator(database.pool).status(standalone: true)
      #expect(status.applied.map(\.rank) == Array(1...all.count))
    }
  }

  @Test("a changed file, a failed row and a newer database are refused with their names")
  func refusals() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let script = MigrationCatalog.pipeline[0].script
      let cases: [(change: String, problem: MigrationProblem)] = [
        ("checksum = checksum + 1", .changed(script: script)),
        ("success = false", .failed(script: script)),
        ("version = '999999'", .databaseIsNewer(version: "999999")),
        ("version = '7'", .unknown(version: "7")),
      ]
      for (change, problem) in cases {
        try await database.pool.withConnection { connection in
          try await connection.script(
            .once(
              "create table kept as table pipeline.flyway_schema_history; "
                + "update pipeline.flyway_schema_history set \(change) where script = '\(script)'"))
        }
        await #expect(throws: problem) { _ = try await Migrator(database.pool).migrate() }
        #expect(try await Migrator(database.pool).status().problems == [problem])
        try await database.pool.withConnection { connection in
          try await connection.script(
            .once(
              "truncate pipeline.flyway_schema_history; insert into "
                + "pipeline.flyway_schema_history select * from kept; drop table kept"))
        }
      }
      #expect(try await Migrator(database.pool).status().isCurrent)
    }
  }

  @Test("a script that fails leaves nothing of itself, and those before it stay")
  func failingScript() async throws {
    try await TestDatabase.with(.empty) { database in
      let scripts = [
        ("V1__good.sql", "create table pipeline.good ();"),
        ("V2__bad.sql", "create table pipeline.bad (); select 1/0;"),
      ].compactMap { Migration(script: $0.0, bytes: Array($0.1.utf8)) }
      let migrator = Migrator(database.pool, pipeline: scripts, standalone: [])
      let error = await #expect(throws: PostgresError.self) { _ = try await migrator.migrate() }
      #expect(error?.statementName == "V2__bad.sql")
      let left = try await tables(database, in: "pipeline")
      #expect(left == ["flyway_schema_history", "good"])
      let status = try await migrator.status()
      #expect(status.pending.map(\.version) == ["2"])
    }
  }

  @Test("every file of the two folders is in the catalogue, in order")
  func catalogue() throws {
    for (folder, catalogue) in [
      ("SQL", MigrationCatalog.pipeline), ("Standalone", MigrationCatalog.standalone),
    ] {
      let path = Fixtures.checkout.appending(path: "Sources/Shared/Migrations/\(folder)").path
      let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(catalogue.map(\.script) == files)
      for migration in catalogue {
        let bytes = try Data(contentsOf: URL(filePath: "\(path)/\(migration.script)"))
        #expect(MigrationChecksum.of(Array(bytes)) == migration.checksum)
      }
    }
  }

  @Test("the contract is read with its tables, columns and types")
  func contract() throws {
    let tables = Dictionary(uniqueKeysWithValues: ContractTable.all.map { ($0.name, $0.columns) })
    #expect(tables.count == 19)
    #expect(tables["tasks"]?.count == 28)
    #expect(tables["tasks"]?.contains(.init(name: "version", type: "int8")) == true)
    #expect(tables["task_comments"]?.contains(.init(name: "thread_path", type: "ltree")) == true)
    #expect(tables["webhook_subscriptions"]?.contains(.init(name: "events", type: "_text")) == true)
    #expect(tables["projects"]?.contains { $0.name == "view_style" } == false)
  }
}
