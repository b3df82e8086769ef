import FoundationEssentials
public import Shared

/// The nightly audit: counts where tasks, truth and an index elsewhere differ, and repairs it.
///
/// It finds what reached no job: rows that the app changed without the trigger, vectors that could
/// not be computed when they were due, points that an index elsewhere has lost.
public struct AuditSearch: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "search.audit", maxAttempts: 5, timeout: .seconds(4 * 3_600), uniqueScope: .whileUnfinished)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let parts: SearchParts
  private let drift: MetricFamily<Counter>

  /// A handler over those parts that counts what it finds.
  public init(_ parts: SearchParts, metrics: Metrics) {
    self.parts = parts
    drift = metrics.counter(
      "fractal_search_drift_total",
      help: "Points that the audit of the search found wrong, and had repaired.", labels: ["kind"])
  }

  private static let pruneSQL = SQL(
    "search_prune_removed",
    """
    with gone as (
      delete from pipeline.indexed_tasks
      where is_removed and updated_at < now() - interval '7 days'
      returning workspace_id, change)
    update pipeline.index_changes c set pruned = greatest(c.pruned, g.change)
    from (select workspace_id, max(change) as change from gone group by workspace_id) g
    where c.workspace_id = g.workspace_id
    """)

  /// Audits everything once.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    let scan = DriftScan(pool: parts.pool)
    guard try await scan.hasTasks() else {
      return .done(result: .members(["tasks": 0]))
    }
    let living = try await ModelRegistry.living(
      startingWith: parts.embedders.configured?.model, in: parts.pool
    ).map(\.model)
    let known = await made(living, context.logger)
    let changed = try await queue { try await scan.changed(after: $0, models: known) }
    let gone = try await queue { try await scan.gone(after: $0) }
    var compared = IndexComparison.Findings()
    if let derived = parts.derived {
      for workspace in try await IndexComparison.workspaces(in: parts.pool) {
        for model in living {
          let found = try await IndexComparison(index: derived(model), pool: parts.pool)
            .repair(workspace)
          compared.written += found.written
          compared.removed += found.removed
        }
      }
    }
    try await parts.pool.execute(Self.pruneSQL)
    try await ChangeFeed.prune(in: parts.pool)
    let counts = [
      ("stale", changed), ("gone", gone), ("index_written", compared.written),
      ("index_removed", compared.removed),
    ]
    for (kind, count) in counts { drift.labeled(kind).increment(by: UInt64(count)) }
    var result = JSONObject()
    for (kind, count) in counts { result[kind] = .int(Int64(count)) }
    return .done(result: .object(result))
  }

  /// The models whose vectors can be made here and now: those of others are not missed, or each night
  /// would make every task anew without any.
  private func made(_ models: [EmbeddingModel], _ logger: Logger) async -> [String] {
    var found: [String] = []
    for model in models {
      guard let embedder = parts.embedders[model] else { continue }
      do throws(EmbedderError) {
        try await embedder.requireVectors()
        found.append(model.id)
      } catch {
        logger.warning(
          "the audit does not look for missing vectors",
          ["model": .string(model.id), "error": .string(error.description)])
      }
    }
    return found
  }

  /// Notes what differs for the jobs that make points anew; returns how much that is.
  private func queue(
    _ step: (UUID) async throws -> DriftScan.Page
  ) async throws -> Int {
    var count = 0
    var last: UUID? = DriftScan.first
    while let id = last {
      try Task.checkCancellation()
      let page = try await step(id)
      for (workspace, tasks) in page.drifted {
        count += tasks.count
        try await parts.pool.transaction { transaction in
          try await EmbedQueue.add(
            tasks.map { ($0, false) }, of: workspace, in: transaction)
        }
      }
      last = page.last
    }
    return count
  }
}
