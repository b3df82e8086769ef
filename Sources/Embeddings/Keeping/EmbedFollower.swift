public import Shared

/// Brings what the app writes to the search: follows `ChangeFeed`, and sees that no
/// task waits without a job.
///
/// One runs in every worker process; of several only one reads at a time.
public struct EmbedFollower: Sendable {
  /// Under which name it keeps its cursor.
  public static let consumer = "search"

  private let pool: PostgresPool
  private let logger: Logger

  /// A follower on that database.
  public init(pool: PostgresPool, logger: Logger) {
    self.pool = pool
    self.logger = logger
  }

  /// Looks again and again until the task is cancelled.
  public func run() async {
    while !Task.isCancelled {
      do {
        while try await step() > 0 {}
        _ = try await EmbedQueue.enqueueMissing(in: pool)
      } catch {
        if Task.isCancelled { return }
        logger.debug(
          "the search could not look for changes",
          ["error": .string(JobFailure(error).description)])
      }
      try? await Task.sleep(for: EmbeddingLimits.followInterval)
    }
  }

  /// Takes the next changes over; returns how many there were.
  public func step() async throws -> Int {
    try await pool.transaction { transaction in
      try await ChangeFeed.consume(Self.consumer, in: transaction) { changes in
        for (workspace, changes) in Dictionary(grouping: changes, by: \.workspace) {
          try await EmbedQueue.add(
            changes.map { ($0.task, $0.operation == .insert) }, of: workspace, in: transaction)
        }
      }
    }
  }
}
