import Glibc
import Scheduler
import Shared

/// `fractal inspect plan`: plans one problem from standard input, with no database.
enum InspectPlan: Command {
  static let name = "plan"
  static let summary = "plan one problem read from standard input"
  static let help = """
    usage: fractal inspect plan [--time-limit-ms N | --rounds N [--repeat K]] [--seed S] < PROBLEM.json
           fractal inspect plan --free < PROBLEM.json

    Reads one planning problem (JSON) and prints one schedule (JSON) within N milliseconds
    (default 500) of search. The same problem, seed and count of rounds give the same schedule.

      --free       print the free windows, as given or derived from the raw events, and plan nothing
      --rounds N   search so many rounds instead, whatever time they take
      --repeat K   plan K times with seeds from S on, and print processor seconds and peak memory

    example: fractal inspect plan --time-limit-ms 100 < fixtures/plans/week.json
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["free"], options: ["time-limit-ms", "seed", "rounds", "repeat"])
    let limit = try arguments.integer("time-limit-ms", in: 1...600_000) ?? 500
    let rounds = try arguments.integer("rounds", in: 0...100_000_000)
    let seed = UInt64(try arguments.integer("seed", in: 0...Int.max / 2) ?? 1)
    let json = try JSONValue(parsing: try StandardInput.readAll())
    let (problem, identifiers) = try PlanningProblem.reading(json)
    if arguments.flag("free") {
      print(JSONValue.members(["free": slots(problem.free)]).serialized)
      return 0
    }
    let budget =
      rounds.map { PlanningBudget(iterations: $0, cooling: $0) }
      ?? PlanningBudget(time: .milliseconds(limit))
    if let count = try arguments.integer("repeat", in: 1...1_000_000) {
      print(repeated(problem, budget, seed: seed, count: count).serialized)
      return 0
    }
    let result = Planner.plan(problem, budget: budget, seed: seed)
    let blocks = zip(identifiers, result.schedule.blocks).filter { !$0.1.isEmpty }.map {
      identifier, blocks in
      (identifier, slots(blocks))
    }
    let answer = JSONValue.members([
      "blocks": .object(JSONObject(blocks)), "cost": .int(Int64(result.cost.total)),
      "iterations": .int(Int64(result.iterations)), "cooling": .int(Int64(result.cooling)),
    ])
    print(answer.serialized)
    return 0
  }

  private static func slots(_ ranges: [Range<Int>]) -> JSONValue {
    .array(ranges.map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))] })
  }

  /// Plans again and again; tells the processor seconds of all plans and the peak of memory.
  private static func repeated(
    _ problem: PlanningProblem, _ budget: PlanningBudget, seed: UInt64, count: Int
  ) -> JSONValue {
    var costs = 0
    for number in 0..<count {
      costs += Planner.plan(problem, budget: budget, seed: seed + UInt64(number)).cost.total
    }
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF
    let seconds = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
    return .members([
      "plans": .int(Int64(count)), "mean_cost": .int(Int64(costs / count)),
      "processor_seconds": .double(seconds), "peak_kilobytes": .int(Int64(usage.ru_maxrss)),
    ])
  }
}
