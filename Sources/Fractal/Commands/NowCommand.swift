import Scheduler
import Shared

/// `fractal now`: what can be done in the next minutes, here, as one feels.
enum NowCommand: Command {
  static let name = "now"
  static let summary = "show what fits the next minutes"
  static let help = """
    usage: fractal now --user EMAIL [--workspace SLUG] [--minutes N] [--energy low|normal|high]
                       [--place PLACE] [--limit N] [--json]

      --minutes N  how long you have; default: until your next event or planned task, at most
                   120, else 25
      --energy E   how fresh you are; default normal
      --place P    where you are: tasks that belong elsewhere are left out
      --limit N    at most so many; default 5

    example:
      fractal now --user ada@example.org --minutes 25 --energy low --place home
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["json"],
      options: ["user", "workspace", "minutes", "energy", "place", "limit"])
    let minutes = try arguments.integer("minutes", in: 1...NowLimits.minutes)
    let limit = try arguments.integer("limit", in: 1...NowLimits.suggestions)
    let word = arguments.option("energy") ?? "normal"
    guard let energy = NowQuestion.Energy(rawValue: word) else {
      throw UsageError("--energy takes low, normal or high")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let answer = try await NowAnswer.make(
      minutes: minutes, energy: energy, place: arguments.option("place"),
      limit: limit ?? NowLimits.usualSuggestions, as: actor, in: pool,
      settings: context.settings)
    print(arguments.flag("json") ? answer.json.serialized : text(answer))
    return 0
  }

  private static func text(_ answer: NowAnswer) -> String {
    if let until = answer.takenUntil {
      let local = answer.zone.local(at: until)
      return "you are taken until \(local.time.description.prefix(5)) on \(local.date); "
        + "--minutes N shows what fits all the same"
    }
    guard !answer.suggestions.isEmpty else {
      return "nothing fits \(answer.minutes) minutes"
    }
    return answer.suggestions.enumerated().map { index, suggestion in
      let title = TextTable.printable(suggestion.task.title)
      let reasons = suggestion.reasons.map(\.text).joined(separator: "; ")
      return "\(index + 1). \(title)\n   \(reasons)"
    }.joined(separator: "\n")
  }
}
