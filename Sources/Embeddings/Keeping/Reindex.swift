import FoundationEssentials
public import Shared

/// Makes all points anew where they are not what the tasks say, now, and moves to another model.
///
/// It can be stopped at any moment and started again: what is done is recognised by its content
/// hash. While another model is built, questions are asked with the one before, and every change of
/// a task gives vectors of both; the switch is one transaction.
public struct Reindex: Sendable {
  /// How far it has come.
  public struct Progress: Hashable, Sendable {
    /// Tasks looked at in this pass.
    public var seen = 0
    /// Tasks there were when it began.
    public var total = 0
    /// Points made anew.
    public var written = 0
  }

  /// What came of it.
  public struct Report: Hashable, Sendable {
    /// Tasks there were.
    public var tasks = 0
    /// Points made anew.
    public var written = 0
    /// Points whose task was gone.
    public var removed = 0
    /// Points that an index elsewhere did not have, or had otherwise.
    public var sent = 0
    /// The model with which questions are asked now; nil where only words are compared.
    public var model: EmbeddingModel?
    /// The model before, where there was another.
    public var previous: EmbeddingModel?
  }

  private static let passes = 5
  private let parts: SearchParts
  private let logger: Logger

  /// A run over those parts, to the configured model.
  public init(_ parts: SearchParts, logger: Logger) {
    self.parts = parts
    self.logger = logger
  }

  /// Runs to the end. Throws ``EmbedderError`` where the model cannot be had, and whatever the
  /// database or an index elsewhere throws; what was done until then stays.
  public func run(
    keepingPrevious: Bool = false, _ report: (@Sendable (Progress) -> Void)? = nil
  ) async throws -> Report {
    var result = Report()
    let before = try await ModelRegistry.active(in: parts.pool)
    let model = parts.embedders.configured?.model
    if let model, let embedder = parts.embedders.configured {
      try await embedder.requireVectors()
      let living = try await ModelRegistry.living(startingWith: model, in: parts.pool)
      if !living.contains(where: { $0.model == model }) {
        try await ModelRegistry.build(model, in: parts.pool)
      }
    }
    try await makePoints(model, &result, report)
    let derived = model.flatMap { parts.derived?($0) }
    if let derived {
      for workspace in try await IndexComparison.workspaces(in: parts.pool) {
        let found = try await IndexComparison(index: derived, pool: parts.pool).repair(workspace)
        result.sent += found.written + found.removed
      }
    }
    result.model = model ?? before
    guard let model else { return result }
    try await parts.pool.transaction { try await ModelRegistry.activate(model, in: $0) }
    try await derived?.activate()
    if let before, before != model { result.previous = before }
    if !keepingPrevious { try await letGo() }
    return result
  }

  /// Deletes what is stored of models that were retired: now, and by runs that did not come so far.
  private func letGo() async throws {
    for model in try await ModelRegistry.retired(in: parts.pool) {
      try await SyncIndex.forget(model, in: parts.pool)
      try await parts.exact(for: model).retire()
      try await parts.derived?(model).retire()
    }
  }

  /// Passes over all tasks until one finds nothing to do.
  private func makePoints(
    _ model: EmbeddingModel?, _ result: inout Report, _ report: ((Progress) -> Void)?
  ) async throws {
    let scan = DriftScan(pool: parts.pool)
    guard try await scan.hasTasks() else { return }
    result.tasks = try await scan.taskCount()
    // What a model refused before is tried again, once in a run.
    let began = try await scan.now()
    for _ in 0..<Self.passes {
      var progress = Progress(seen: 0, total: result.tasks, written: result.written)
      let found = try await pass(
        began, model,
        {
          try await scan.changed(
            after: $0, models: model.map { [$0.id] } ?? [], refusedBefore: began)
        }, &progress, report)
      result.written = progress.written
      if found == 0 { break }
    }
    var removal = Progress()
    _ = try await pass(began, model, { try await scan.gone(after: $0) }, &removal, nil)
    result.removed = removal.written
  }

  private func pass(
    _ began: Instant, _ model: EmbeddingModel?,
    _ step: (UUID) async throws -> DriftScan.Page, _ progress: inout Progress,
    _ report: ((Progress) -> Void)?
  ) async throws -> Int {
    var found = 0
    var last: UUID? = DriftScan.first
    while let id = last {
      let page = try await step(id)
      let visited = progress.seen + page.seen
      for (workspace, tasks) in page.drifted {
        found += tasks.count
        var rest = tasks[...]
        while !rest.isEmpty {
          try Task.checkCancellation()
          let chunk = Array(rest.prefix(EmbeddingLimits.tasksPerJob))
          rest = rest.dropFirst(chunk.count)
          let batch = try await PointBatch.make(
            chunk, of: workspace, parts: parts, models: model.map { [$0] } ?? [],
            refusedBefore: began)
          // Without its vectors no model may become the one that is asked.
          if let failure = batch.failure { throw failure }
          try await parts.pool.transaction { try await batch.write(in: $0) }
          progress.written += chunk.count
          progress.seen = min(visited, progress.seen + chunk.count)
          report?(progress)
        }
      }
      progress.seen = visited
      report?(progress)
      last = page.last
    }
    return found
  }
}
