import FoundationEssentials
import NLParse
import Shared

extension BenchCommand {
  /// How long a breakdown without a language model takes, from the task's id to the proposal: reading
  /// the history, comparing, days and all; the first one, which loads the embedding model, apart.
  static func breakdown(
    _ arguments: Arguments, _ context: ProgramContext
  ) async throws -> JSONValue {
    let count = try required(arguments, "count")
    guard let task = arguments.option("task").flatMap({ UUID(uuidString: $0) }) else {
      throw UsageError("--task takes a task's id")
    }
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    guard let actor = try await ActorLookup.ofTask(task, in: pool) else {
      throw UsageError("there is no such task")
    }
    let maker = try BreakdownWiring(context, pool: pool).maker
    var values: [Double] = []
    var result: JSONObject = [:]
    for round in 0...count {
      let start = SteadyTime.now
      let made = try await maker.make(task, BreakdownOptions(usesModel: false), as: actor)
      let milliseconds = Double(SteadyTime.now.nanoseconds - start.nanoseconds) / 1e6
      if round == 0 {
        result["first_ms"] = .double(milliseconds)
        result["method"] = .string(made.breakdown.method.rawValue)
        result["steps"] = .int(Int64(made.breakdown.steps.count))
      } else {
        values.append(milliseconds)
      }
    }
    for member in points(values).members { result[member.key] = member.value }
    return .object(result)
  }
}
