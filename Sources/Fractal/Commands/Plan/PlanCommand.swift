import FoundationEssentials
import Scheduler
import Shared

/// `fractal plan`: a person's week, planned now.
enum PlanCommand: Command {
  static let name = "plan"
  static let summary = "show a person's week, planned now"
  static let help = """
    usage: fractal plan --user EMAIL [--workspace SLUG] [--save] [--json]
           fractal plan settings --user EMAIL [--workspace SLUG] [--set NAME=VALUE]...

    Plans the open tasks of a person into free time and prints the week with the reasons. Nothing
    is saved unless --save is given, which stores the proposal for 'fractal proposals' and GET /plan.

      + new   > moved here   < stands there now   = stays

    'settings' prints how the person wants to be planned; --set changes single settings, with values
    in JSON: working hours, time off, zones of journeys, buffers, daily cap and more.

    examples:
      fractal plan --user ada@example.org
      fractal plan --user ada@example.org --save
      fractal plan settings --user ada@example.org --set daily_cap_minutes=300 \\
        --set 'time_off=[{"from":"2026-12-24","through":"2026-12-31"}]'
    """

  static func run(_ words: [String]) async throws -> Int32 {
    if words.first == "settings" { return try await PlanSettings.run(Array(words.dropFirst())) }
    let arguments = try Arguments(
      words, flags: ["save", "json"], options: ["user", "workspace"])
    guard arguments.option("user") != nil else { throw UsageError("--user EMAIL is needed") }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let estimates = SearchWiring.estimates(context, pool: pool)
    let plan =
      if arguments.flag("save") {
        try await Planning.propose(
          for: actor, pool: pool, settings: context.settings, estimates: estimates)
      } else {
        try await Planning.preview(
          for: actor, pool: pool, settings: context.settings, estimates: estimates)
      }
    guard !arguments.flag("json") else {
      print(plan.json.serialized)
      return 0
    }
    print(plan.text)
    if arguments.flag("save"), let proposal = plan.proposal {
      print("saved as proposal \(proposal.id.uuidString.lowercased())")
    }
    return 0
  }
}
