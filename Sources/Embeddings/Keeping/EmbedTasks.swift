import FoundationEssentials
public import Shared

/// Makes the points of changed tasks anew: words always, vectors of every living model where the
/// text has changed.
///
/// Computing comes first; points, vectors and what is settled of the queue commit with the end of
/// the job. Words never wait for a model: where one fails, the job writes what it has, and the tasks
/// whose vectors are missing stay in the queue until the model may be asked again. Where a model
/// cannot be had at all, its vectors are left out; the audit finds them later.
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
    let batch = try await PointBatch.make(items.map(\.task), of: workspace, parts: parts)
    let wait = batch.failure.flatMap { Self.wait(after: $0) }
    if let failure = batch.failure {
      context.logger.warning(
        "tasks get no vectors",
        ["error": .string(failure.description), "tried_again": .bool(wait != nil)])
    }
    let waiting = wait == nil ? [] : items.filter { batch.unfinished.contains($0.task) }
    let finished = wait == nil ? items : items.filter { !batch.unfinished.contains($0.task) }
    let similar = try await duplicates.find(
      Set(items.filter(\.isNew).map(\.task)), in: batch, parts: parts)
    let derived = parts.derived != nil
    return .done(
      result: .members([
        "tasks": .int(Int64(items.count)), "vectors": .int(Int64(batch.vectors.count)),
        "waiting": .int(Int64(waiting.count)),
      ]),
      effects: { session in
        try await batch.write(in: session)
        try await DuplicateFinder.record(similar, of: workspace, in: session)
        if let wait { try await EmbedQueue.postpone(waiting, by: wait, of: workspace, in: session) }
        let hasMore = try await EmbedQueue.settle(finished, of: workspace, in: session)
        if hasMore { try await EmbedQueue.enqueueJob(of: workspace, in: session) }
        if derived { try await SyncIndex.enqueue(workspace, in: session) }
      })
  }

  /// When vectors are tried again that a model failed to make; nil where that is the audit's.
  private static func wait(after failure: EmbedderError) -> Duration? {
    if failure.code == .unavailable { return failure.retryAfter }
    return failure.retryAfter ?? .seconds(EmbeddingLimits.vectorRetrySeconds)
  }
}
