import FoundationEssentials
import NLParse
import Shared

/// `fractal usage`: what language models were used for, and what it may cost.
enum UsageCommand: Command {
  static let name = "usage"
  static let summary = "show what language models used, and set budgets"
  static let help = """
    usage: fractal usage --user EMAIL [--workspace SLUG] [--days N] [--json]
           fractal usage --user EMAIL [--workspace SLUG] --daily-tokens N|none
                         [--daily-dollars X|none]
           fractal usage --everyone --daily-tokens N|none [--daily-dollars X|none]

      --days N           so many days, today (UTC) included; default 30
      --daily-tokens N   from now on the workspace may use so many tokens a day
      --daily-dollars X  and so many US dollars, by MODEL_PRICES
      --everyone         sets what holds for each workspace without a budget of its own
      --json             one JSON object for programs

    A call that would go beyond a budget is refused before it is made: quick add and breakdown
    then give their deterministic result and say so.

    example:
      fractal usage --user ada@example.org --days 7
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["json", "everyone"],
      options: ["user", "workspace", "days", "daily-tokens", "daily-dollars"])
    let days = try arguments.integer("days", in: 1...3_660) ?? 30
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let workspace =
      arguments.flag("everyone")
      ? UsageLedger.allWorkspaces : try await CommandActor(arguments).find(in: pool).workspace
    if arguments.option("daily-tokens") != nil || arguments.option("daily-dollars") != nil {
      let tokens = try number(arguments, "daily-tokens").map { Int64($0) }
      let dollars = try number(arguments, "daily-dollars")
      try await UsageReport.setBudget(
        workspace: workspace, tokens: tokens, costMicros: dollars.map { Int64($0 * 1_000_000) },
        in: pool)
      print("the budget is set")
      return 0
    }
    if arguments.flag("everyone") { throw UsageError("--everyone needs --daily-tokens") }
    let lines = try await UsageReport.lines(workspace: workspace, days: days, in: pool)
    print(arguments.flag("json") ? json(lines) : table(lines))
    return 0
  }

  private static func number(
    _ arguments: Arguments, _ name: String
  ) throws(UsageError) -> Double? {
    guard let text = arguments.option(name), text != "none" else { return nil }
    guard let number = Double(text), 0...1e12 ~= number else {
      throw UsageError("--\(name) takes a number from 0, or none")
    }
    return number
  }

  private static func table(_ lines: [UsageReport.Line]) -> String {
    var table = TextTable("DAY", "FOR", "MODEL", "CALLS", "FAILED", "TOKENS IN", "OUT", "DOLLARS")
    for line in lines {
      table.add(
        "\(line.day)", line.kind, line.model, "\(line.calls)", "\(line.failures)",
        "\(line.inputTokens)", "\(line.outputTokens)", dollars(line.costMicros))
    }
    let sum = lines.reduce(0) { $0 + $1.costMicros }
    return table.text + "\nall together \(dollars(sum)) dollars"
  }

  private static func dollars(_ micros: Int64) -> String {
    let fraction = String(micros % 1_000_000)
    return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  private static func json(_ lines: [UsageReport.Line]) -> String {
    let items = lines.map { line -> JSONValue in
      [
        "day": .string("\(line.day)"), "kind": .string(line.kind), "model": .string(line.model),
        "calls": .int(line.calls), "failures": .int(line.failures),
        "input_tokens": .int(line.inputTokens), "output_tokens": .int(line.outputTokens),
        "cost_micros": .int(line.costMicros),
      ]
    }
    return JSONValue.object(["usage": .array(items)]).serialized
  }
}
