import Foundation
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct StandingSchedulesTests {
  @Test("a missing standing schedule is made, and one that its operator changed stays as it is")
  func establish() async throws {
    try await TestDatabase.with(.standalone) { database in
      await StandingSchedules.establish(in: database.pool, logger: .silent)
      let made = try await Schedules.list(in: database.pool).map(\.definition)
      #expect(made.map(\.name).sorted() == StandingSchedules.definitions.map(\.name).sorted())
      var mine = try #require(made.first { $0.name == "objects.sweep" })
      mine.expression = "5 5 * * 0"
      try await Schedules.set(mine, in: database.pool)
      await StandingSchedules.establish(in: database.pool, logger: .silent)
      let kept = try await Schedules.list(prefix: "objects.sweep", in: database.pool)
      #expect(kept.map(\.definition.expression) == ["5 5 * * 0"])
    }
  }

  @Test("it stays so where a thousand people's schedules stand before it")
  func amongMany() async throws {
    try await TestDatabase.with(.standalone) { database in
      let many = (0..<1_010).map {
        ScheduleDefinition(name: "a.\($0)", kind: "noop", expression: "0 3 * * *")
      }
      let mine = ScheduleDefinition(
        name: "search.audit", kind: "search.audit", expression: "5 5 * * 0")
      try await Schedules.set(many + [mine], in: database.pool)
      await StandingSchedules.establish(in: database.pool, logger: .silent)
      let kept = try await Schedules.list(prefix: "search.audit", in: database.pool)
      #expect(kept.map(\.definition.expression) == ["5 5 * * 0"])
    }
  }

  @Test("none of them fails where only the pipeline's own schema is there")
  func withoutTheApp() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let folder = FileManager.default.temporaryDirectory.appending(path: "objects-\(UUID())").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let settings = try Settings(environment: ["FRACTAL_DATA_DIR": folder])
      let context = ProgramContext(settings: settings, logger: .silent)
      let pool = try database.makePool()
      defer { pool.close() }
      let requests = StandingSchedules.definitions.map {
        JobRequest(JobKind($0.kind, maxAttempts: 1))
      }
      try await JobQueue.enqueue(requests, in: pool)
      var configuration = WorkerConfiguration(name: "test")
      configuration.endsAfter = requests.count
      try await Worker(
        pool: pool, handlers: try WorkerWiring.handlers(context, pool: pool),
        configuration: configuration
      ).run()
      let failed = try await pool.query(
        SQL("", "select kind, errors from pipeline.finished_jobs where state <> 'completed'"), [])
      let told = try failed.map {
        try "\($0.get("kind", as: String.self)) \($0.get("errors", as: JSONValue.self).serialized)"
      }
      #expect(told.isEmpty)
    }
  }

  @Test("every standing schedule makes jobs of a kind that workers know")
  func kinds() throws {
    let context = ProgramContext(settings: try Settings(environment: [:]), logger: .silent)
    let pool = PostgresPool(configuration: try PostgresConfiguration(url: "postgresql://nowhere/x"))
    defer { pool.close() }
    let kinds = Set(try WorkerWiring.handlers(context, pool: pool).map(\.kind.name))
    for definition in StandingSchedules.definitions { #expect(kinds.contains(definition.kind)) }
  }
}
