import Scheduler
import Shared

/// Follows what the app changes and enqueues what has to happen because of it, beside the worker.
///
/// Any number of processes run one; they take turns. Without the app's trigger it finds nothing.
struct ChangeFollower: Sendable {
  /// How long it waits when there was nothing to do.
  static let pause: Duration = .seconds(2)
  /// How many looks lie between two prunings of old changes.
  private static let looksPerPruning = 1_800

  /// Where the changes stand.
  let pool: PostgresPool
  /// Hears of what failed.
  let logger: Logger

  /// Follows until the task is cancelled; a failure is logged once and tried again.
  func run() async {
    var hasFailed = false
    var looks = 0
    while !Task.isCancelled {
      do {
        try await look()
        looks += 1
        if looks % Self.looksPerPruning == 1 { try await ChangeFeed.prune(in: pool) }
        hasFailed = false
      } catch {
        // A database that is away for a minute is no news thirty times over.
        if !hasFailed, !Task.isCancelled {
          logger.warning(
            "following the app's changes failed", ["error": .string("\(error)")])
        }
        hasFailed = true
      }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Lets each consumer read what is new, to its end.
  func look() async throws {
    var found = 0
    repeat {
      found = try await pool.transaction { try await RecurringChanges.follow(in: $0) }
    } while found >= ChangeLimits.batch
    repeat {
      found = try await pool.transaction { try await WriteBackChanges.follow(in: $0) }
    } while found >= ChangeLimits.batch
  }
}
