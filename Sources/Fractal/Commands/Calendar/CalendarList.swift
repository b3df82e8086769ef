import FoundationEssentials
import Scheduler
import Shared

/// `fractal calendar list`.
enum CalendarList: Command {
  static let name = "list"
  static let summary = "list a person's calendars"
  static let help = """
    usage: fractal calendar list --user EMAIL [--workspace SLUG] [--json]

    example: fractal calendar list --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], options: ["user", "workspace"])
    let calendars = try await CalendarRun.with(arguments) { _, pool, actor in
      try await CalendarStore.list(for: actor, in: pool)
    }
    if arguments.flag("json") {
      print(JSONValue.object(["calendars": .array(calendars.map(\.json))]).serialized)
      return 0
    }
    var table = TextTable("ID", "KIND", "NAME", "BUSY", "WRITTEN", "LOOKED AT", "PROBLEM")
    for calendar in calendars {
      table.add(
        calendar.id.uuidString.lowercased(), calendar.kind.rawValue, calendar.name,
        calendar.isBusy ? "yes" : "no", calendar.writesBack ? "yes" : "no",
        calendar.syncedAt?.description ?? "never", calendar.problem ?? calendar.writeProblem ?? "")
    }
    print(table.text)
    return 0
  }
}
