import Glibc
import Scheduler
import Shared

/// `fractal inspect plan`: plans one problem from standard input, with no database.
enum InspectPlan: Command {
  static let name = "plan"
  static let summary = "plan one problem read from standard input"
  static let help = """
    usage: fractal inspect plan [--time-limit-ms N] [--seed S] < PROBLEM.json

    Reads one planning problem (JSON) and prints one schedule (JSON) within N milliseconds
    (default 500) of search. The same problem, seed and count of rounds give the same schedule.

    example: fractal inspect plan --time-limit-ms 100 < fixtures/plans/week.json
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["time-limit-ms", "seed"])
    let limit = try arguments.integer("time-limit-ms", in: 1...600_000) ?? 500
    let seed = try arguments.integer("seed", in: 0...Int.max) ?? 1
    let json = try JSONValue(parsing: try StandardInput.readAll())
    let (problem, identifiers) = try PlanningProblem.reading(json)
    let result = Planner.plan(
      problem, budget: PlanningBudget(time: .milliseconds(limit)), seed: UInt64(seed))
    let blocks = zip(identifiers, result.schedule.blocks).filter { !$0.1.isEmpty }.map {
      identifier, blocks in
      (
        identifier,
        JSONValue.array(
          blocks.map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))] })
      )
    }
    let answer = JSONValue.members([
      "blocks": .object(JSONObject(blocks)), "cost": .int(Int64(result.cost.total)),
      "iterations": .int(Int64(result.iterations)), "cooling": .int(Int64(result.cooling)),
    ])
    print(answer.serialized)
    return 0
  }
}
