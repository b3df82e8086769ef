import Shared

/// `fractal schedules list`.
enum SchedulesList: Command {
  static let name = "list"
  static let summary = "list schedules with when they are next due"
  static let help = """
    usage: fractal schedules list [--prefix TEXT] [--limit N] [--json]

    examples:
      fractal schedules list --prefix nightly/
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], options: ["prefix", "limit"])
    let limit = try arguments.integer("limit", in: 1...1_000_000) ?? 1_000
    let found = try await OperatorSession.run {
      try await Schedules.list(prefix: arguments.option("prefix") ?? "", limit: limit, in: $0)
    }
    if arguments.flag("json") {
      print(JSONValue.object(["schedules": .array(found.map(json))]).serialized)
      return 0
    }
    var table = TextTable("SCHEDULE", "KIND", "WHEN", "ZONE", "NEXT", "LAST", "STATE")
    for schedule in found {
      let definition = schedule.definition
      table.add(
        schedule.name, definition.kind, definition.expression, definition.zone,
        schedule.nextAt?.description ?? "never", schedule.lastAt?.description ?? "-",
        schedule.problem ?? (schedule.isPaused ? "paused" : "on"))
    }
    print(table.text)
    return 0
  }

  private static func json(_ schedule: ScheduleStatus) -> JSONValue {
    let definition = schedule.definition
    return .members([
      "name": .string(schedule.name), "kind": .string(definition.kind),
      "expression": .string(definition.expression), "zone": .string(definition.zone),
      "gap": .string(definition.clockChange.gap.rawValue),
      "overlap": .string(definition.clockChange.overlap.rawValue),
      "missed": .string(definition.missedRuns.rawValue), "args": definition.args,
      "next_at": schedule.nextAt.map { .string($0.description) },
      "last_at": schedule.lastAt.map { .string($0.description) },
      "paused": .bool(schedule.isPaused), "problem": schedule.problem.map { .string($0) },
    ])
  }
}
