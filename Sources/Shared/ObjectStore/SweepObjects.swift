/// The daily job that deletes what no row names any more from the object store.
public struct SweepObjects: JobHandler {
  /// A store of millions of objects may take hours; a failed sweep only waits for the next day.
  public let kind = JobKind(
    "objects.sweep", priority: 4, maxAttempts: 3, timeout: .seconds(6 * 3_600), concurrency: 1)
  private let sweeper: ObjectSweeper

  /// The job for that sweeper.
  public init(_ sweeper: ObjectSweeper) {
    self.sweeper = sweeper
  }

  /// Sweeps once; the result counts what was seen and deleted.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    let sweep = try await sweeper.sweep()
    context.logger.info(
      "swept the object store",
      ["seen": .int(Int64(sweep.seen)), "removed": .int(Int64(sweep.removed))])
    return .done(
      result: .members([
        "seen": .int(Int64(sweep.seen)), "removed": .int(Int64(sweep.removed)),
        "removed_bytes": .int(Int64(sweep.removedBytes)), "young": .int(Int64(sweep.young)),
      ]))
  }
}
