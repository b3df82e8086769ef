import Scheduler
import Shared

/// `fractal calendar sync`.
enum CalendarSyncNow: Command {
  static let name = "sync"
  static let summary = "look at a person's calendars now"
  static let help = """
    usage: fractal calendar sync --user EMAIL [--workspace SLUG]

    Enqueues a look at each calendar; a worker does it.

    example: fractal calendar sync --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"])
    let count = try await CalendarRun.with(arguments) { _, pool, actor in
      let calendars = try await CalendarStore.list(for: actor, in: pool)
        .filter { $0.kind != .file }
      try await JobQueue.enqueue(calendars.map { SyncCalendar.request(for: $0) }, in: pool)
      return calendars.count
    }
    print("\(count) calendars will be looked at")
    return 0
  }
}
