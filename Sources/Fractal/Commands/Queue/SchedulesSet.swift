import Shared

/// `fractal schedules set`.
enum SchedulesSet: Command {
  static let name = "set"
  static let summary = "make or change a schedule"
  static let help = """
    usage: fractal schedules set NAME --kind K --when EXPRESSION [--zone ZONE] [--args JSON]
             [--queue Q] [--gap shift|skip] [--overlap first|both] [--missed skip|once|all]

    EXPRESSION is a cron expression of five fields (six with seconds in front), a macro such as
    @daily, or '@every 15m'. The zone's wall clock counts. --gap and --overlap say what happens on
    the days on which clocks change, --missed what becomes of times that passed unnoticed.

    examples:
      fractal schedules set audit --kind vectors.audit --when '30 2 * * *' --zone Europe/Berlin
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words,
      options: ["kind", "when", "zone", "args", "queue", "gap", "overlap", "missed"],
      positionals: 1...1)
    guard let kind = arguments.option("kind"), let expression = arguments.option("when") else {
      throw UsageError("--kind and --when are needed")
    }
    var definition = ScheduleDefinition(
      name: arguments.positionals[0], kind: kind, expression: expression,
      zone: arguments.option("zone") ?? "UTC", queue: arguments.option("queue"))
    if let text = arguments.option("args") {
      guard let args = try? JSONValue(parsing: Array(text.utf8)), args.objectValue != nil else {
        throw UsageError("--args takes a JSON object")
      }
      definition.args = args
    }
    if let word = try arguments.choice("gap", of: ClockChangePolicy.Gap.allCases) {
      definition.clockChange.gap = word
    }
    if let word = try arguments.choice("overlap", of: ClockChangePolicy.Overlap.allCases) {
      definition.clockChange.overlap = word
    }
    if let word = try arguments.choice("missed", of: ScheduleDefinition.MissedRuns.allCases) {
      definition.missedRuns = word
    }
    do {
      try await OperatorSession.run { try await Schedules.set(definition, in: $0) }
    } catch let error as ScheduleError {
      throw UsageError(error.description)
    }
    print("\(definition.name) set")
    return 0
  }
}

extension Arguments {
  /// The case that an option names, refused by name where there is none.
  func choice<Choice: RawRepresentable<String>>(
    _ name: String, of choices: [Choice]
  ) throws(UsageError) -> Choice? {
    guard let word = option(name) else { return nil }
    guard let choice = Choice(rawValue: word) else {
      throw UsageError("--\(name) takes \(choices.map(\.rawValue).joined(separator: " or "))")
    }
    return choice
  }
}
