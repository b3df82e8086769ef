import Shared
import Support
import Testing

@testable import Fractal

@Suite struct MigrationTextTests {
  @Test("a fresh database: the plan, what was applied, the status, and that tasks are off")
  func freshDatabase() async throws {
    try await TestDatabase.with(.empty) { database in
      let migrator = Migrator(database.pool)
      let before = try await migrator.status()
      let plan = MigrationText.plan(before)
      #expect(plan.hasPrefix("would apply V1000__pipeline_schema.sql\n"))
      #expect(plan.hasSuffix("the queue works, tasks do not"))
      #expect(MigrationText.status(before).contains("pending"))
      let report = try await migrator.migrate()
      #expect(MigrationText.report(report).hasPrefix("applied V1000__pipeline_schema.sql\n"))
      let again = MigrationText.report(try await migrator.migrate())
      #expect(again.hasPrefix("nothing to do"))
      let status = MigrationText.status(try await migrator.status())
      #expect(status.contains("pipeline schema") && status.contains("fractal_test"))
      #expect(!status.contains("pending"))
    }
  }

  @Test("a part of the app's tables: what is missing stands with the feature that is off")
  func partOfTheApp() async throws {
    try await TestDatabase.with(.standalone) { database in
      try await database.pool.withConnection { connection in
        try await connection.script(.once("drop table attachments; alter table tags drop color"))
      }
      let status = try await Migrator(database.pool).status()
      let lines = MigrationText.status(status).split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("attachments ") && $0.contains("missing") })
      #expect(lines.contains { $0.hasPrefix("tags.color ") && $0.hasSuffix("tags") })
      let json = try JSONValue(parsing: MigrationText.json(status, applied: []))
      #expect(json["pending"] == [])
      #expect(json["problems"] == [])
      #expect(json["app_database"] == false)
      #expect(json["features_off"] == ["tags", "attachments"])
      #expect(json["applied"]?.arrayValue?.count == status.applied.count)
      #expect(json["applied"]?[0]?["version"] == "0001")
    }
  }
}
