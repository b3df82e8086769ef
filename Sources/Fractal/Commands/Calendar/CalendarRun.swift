import FoundationEssentials
import Shared

/// What the commands about calendars share: a database and the person of `--user`.
enum CalendarRun {
  /// Runs the body with them.
  static func with<Value>(
    _ arguments: Arguments,
    _ body: (ProgramContext, PostgresPool, Actor) async throws -> Value
  ) async throws -> Value {
    guard arguments.option("user") != nil else { throw UsageError("--user EMAIL is needed") }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    return try await body(context, pool, actor)
  }

  /// The one positional as a calendar's id.
  static func id(_ arguments: Arguments) throws(UsageError) -> UUID {
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("'\(arguments.positionals[0])' is no calendar's id")
    }
    return id
  }
}
