import Scheduler
import Shared

/// `fractal calendar remove`.
enum CalendarRemove: Command {
  static let name = "remove"
  static let summary = "remove a calendar with what was fetched from it"
  static let help = """
    usage: fractal calendar remove ID --user EMAIL [--workspace SLUG]

    example: fractal calendar remove 6f1c2a9e-5d0b-4c2e-9a53-0d4f1f8f6c11 --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, options: ["user", "workspace"], positionals: 1...1)
    let id = try CalendarRun.id(arguments)
    try await CalendarRun.with(arguments) { _, pool, actor in
      do {
        try await pool.transaction { session in
          try await CalendarStore.remove(id, as: actor, in: session)
        }
      } catch let error as PlanningError {
        throw UsageError(error.description)
      }
    }
    print("removed")
    return 0
  }
}
