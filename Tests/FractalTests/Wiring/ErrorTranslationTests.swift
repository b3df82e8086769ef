import Shared
import Support
import Testing

@testable import Fractal

@Suite struct ErrorTranslationTests {
  @Test(
    "each refusal about tasks has its status",
    arguments: [
      (TaskError.Code.notFound, 404), (.forbidden, 403), (.inactiveUser, 403),
      (.archivedProject, 403), (.invalid, 422), (.limit, 422), (.stale, 409), (.cycle, 409),
      (.wrongState, 409), (.notUndoable, 409), (.rule, 409),
    ])
  func taskErrors(code: TaskError.Code, status: Int) {
    #expect(ErrorTranslation.problem(for: TaskError(code, "planted"))?.status == status)
  }

  @Test("a database that is away answers 503 with the time to come again")
  func databaseAway() async throws {
    var configuration = try PostgresConfiguration(url: "postgresql://nobody@127.0.0.1:1/none")
    configuration.waitTimeout = .milliseconds(100)
    let pool = PostgresPool(configuration: configuration)
    defer { pool.close() }
    let error = await #expect(throws: PostgresError.self) {
      try await pool.query(.once("select 1"))
    }
    let thrown = try #require(error)
    let problem = ErrorTranslation.problem(for: thrown)
    #expect(problem?.status == 503)
    #expect(problem?.retryAfter != nil)
  }

  @Test("a fault of ours stays one")
  func unknown() async throws {
    #expect(ErrorTranslation.problem(for: CancellationError()) == nil)
    try await TestDatabase.with(.empty) { database in
      let error = await #expect(throws: PostgresError.self) {
        try await database.pool.query(.once("select 1 / 0"))
      }
      let thrown = try #require(error)
      #expect(ErrorTranslation.problem(for: thrown) == nil)
    }
  }
}
