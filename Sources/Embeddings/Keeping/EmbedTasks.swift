import FoundationEssentials
public import Shared

/// Makes the points of changed tasks anew: words always, vectors of every living model where the
/// text has changed.
///
/// Computing comes first; points, vectors and what is settled of the queue commit with the end of
/// the job. Where a model cannot be had, its vectors are left out and everything else goes on; the
/// audit finds them later.
public struct EmbedTasks: JobHandler {
  /// The kind of job: one a workspace waits at most.
  public static let kind = JobKind(
    "search.embed", maxAttempts: 20, timeout: .seconds(300), sharesTransactions: false,
    uniqueScope: .whileWaiting, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let parts: SearchParts
  private let duplicates: DuplicateFinder

  /// A handler over those parts.
  public init(_ parts: SearchParts, duplicates: DuplicateFinder = DuplicateFinder()) {
    self.parts = parts
    self.duplicates = duplicates
  }

  /// Computes the points of the workspace's waiting tasks.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace else {
      return .discard(JobFailure("bad_arguments", "no workspace is named", isFinal: true))
    }
    let items = try await EmbedQueue.take(
      of: workspace, limit: EmbeddingLimits.tasksPerJob, in: parts.pool)
    guard !items.isEmpty else { return .done() }
    let batch: PointBatch
    do {
      batch = try await PointBatch.make(
        items.map(\.task), of: workspace, parts: parts, logger: context.logger)
    } catch let error as EmbedderError {
      return Self.outcome(of: error)
    }
    let similar = try await duplicates.find(
      Set(items.filter(\.isNew).map(\.task)), in: batch, parts: parts)
    let derived = parts.derived != nil
    return .done(
      result: .members([
        "tasks": .int(Int64(items.count)), "vectors": .int(Int64(batch.vectors.count)),
      ]),
      effects: { session in
        try await batch.write(in: session)
        try await DuplicateFinder.record(similar, of: workspace, in: session)
        let hasMore = try await EmbedQueue.settle(items, of: workspace, in: session)
        if hasMore { try await EmbedQueue.enqueueJob(of: workspace, in: session) }
        if derived { try await SyncIndex.enqueue(workspace, in: session) }
      })
  }

  private static func outcome(of error: EmbedderError) -> JobOutcome {
    let failure = JobFailure("embedder_\(error.code.rawValue)", error.message)
    return .retry(after: error.retryAfter, failure)
  }
}
