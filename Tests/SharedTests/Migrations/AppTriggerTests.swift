import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct AppTriggerTests {
  private static let addTask = SQL(
    "add_task",
    """
    insert into tasks (id, workspace_id, title, lexorank, created_by)
    values ($1, $1, 'one', 'a', $1)
    """)
  private static let changes = SQL(
    "changes",
    """
    select operation, fields from pipeline.changed_tasks where task_id = $1 order by sequence
    """)

  private func isInstalled(_ database: TestDatabase) async -> Bool? {
    try? await AppTrigger.isInstalled(in: database.pool)
  }

  /// A pool of a role that may use the app's tables and nothing else.
  private func withAppRole(
    _ database: TestDatabase, _ body: (PostgresPool) async throws -> Void
  ) async throws {
    let role = "app_" + UUID().uuidString.lowercased().filter { $0 != "-" }
    let administration = PostgresPool(
      configuration: try TestDatabase.configuration(url: database.administratorURL))
    defer { administration.close() }
    try await administration.withConnection { connection in
      try await connection.script(
        .once(
          """
          create role \(role) nologin;
          grant usage on schema public to \(role);
          grant select, insert, update, delete on public.tasks to \(role)
          """))
    }
    let configuration = try TestDatabase.configuration(
      url: database.administratorURL + (database.administratorURL.contains("?") ? "&" : "?")
        + "options=-c%20role%3D\(role)")
    let pool = PostgresPool(configuration: configuration)
    try await body(pool)
    pool.close()
    try await administration.withConnection { connection in
      try await connection.script(.once("drop owned by \(role); drop role \(role)"))
    }
  }

  @Test("the trigger notes what the app's role changes, and gives that role no other right")
  func notes() async throws {
    try await TestDatabase.with(.standalone) { database in
      #expect(await isInstalled(database) == false)
      for _ in 0..<2 { try await AppTrigger.install(in: database.pool) }
      #expect(await isInstalled(database) == true)
      let id = UUID()
      try await withAppRole(database) { app in
        try await app.execute(Self.addTask, [id])
        for change in ["priority = 1", "title = 'one'", "title = 'two', status = 'DONE'"] {
          try await app.execute(SQL.once("update tasks set \(change) where id = $1"), [id])
        }
        try await app.execute(.once("delete from tasks where id = $1"), [id])
        for text in [
          "select 1 from pipeline.changed_tasks", "delete from pipeline.changed_tasks",
          "select pipeline.record_changed_task()",
        ] {
          let error = await #expect(throws: PostgresError.self) {
            try await app.execute(.once(text))
          }
          #expect(error?.sqlState == "42501")
        }
      }
      let rows = try await database.pool.query(Self.changes, [id])
      #expect(
        try rows.map { try $0.get("operation", as: String.self) } == ["insert", "update", "delete"])
      #expect(try Set(rows[1].get("fields", as: [String].self)) == ["title", "status"])
      for _ in 0..<2 { try await AppTrigger.remove(in: database.pool) }
      #expect(await isInstalled(database) == false)
    }
  }

  @Test("without the app's tables there is nothing to put it on")
  func noTable() async throws {
    try await TestDatabase.with(.pipeline) { database in
      #expect(await isInstalled(database) == false)
      let error = await #expect(throws: PostgresError.self) {
        try await AppTrigger.install(in: database.pool)
      }
      #expect(error?.sqlState == "42P01")
    }
  }
}
