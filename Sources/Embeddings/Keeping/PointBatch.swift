import FoundationEssentials
import Shared

/// New points of some tasks of one workspace: computed outside a transaction, written within one.
struct PointBatch: Sendable {
  /// The workspace.
  let workspace: UUID
  /// The living tasks.
  let points: [IndexPoint]
  /// Vectors whose text has changed, or that were missing.
  let vectors: [StoredVector]
  /// Tasks that are gone.
  let removed: [UUID]

  private static let storedSQL = SQL(
    "search_stored_vectors",
    """
    select task_id, model, content_hash from pipeline.vectors
    where workspace_id = $1 and task_id = any($2)
    """)

  /// Reads the tasks and computes what has changed. Throws ``EmbedderError`` where a model fails in
  /// a way that may pass; one that cannot be had here is left out.
  static func make(
    _ tasks: [UUID], of workspace: UUID, parts: SearchParts, logger: Logger,
    models wanted: [EmbeddingModel]? = nil
  ) async throws -> PointBatch {
    let models: [EmbeddingModel]
    if let wanted {
      models = wanted
    } else {
      models = try await ModelRegistry.living(
        startingWith: parts.embedders.configured?.model, in: parts.pool
      ).map(\.model)
    }
    let contents = try await TaskContent.read(tasks, of: workspace, in: parts.pool)
    let stored = try await storedHashes(tasks, of: workspace, in: parts.pool)
    var vectors: [StoredVector] = []
    for model in models {
      guard let embedder = parts.embedders[model] else { continue }
      let changed = contents.filter { stored[Key($0.task, model.id)] != $0.contentHash }
      vectors += try await Self.vectors(
        of: changed, workspace: workspace, by: embedder, logger: logger)
    }
    let living = Set(contents.map(\.task))
    return PointBatch(
      workspace: workspace, points: contents.map { $0.point(of: workspace) },
      vectors: vectors, removed: tasks.filter { !living.contains($0) })
  }

  /// The vectors of texts; none where the model cannot be had here.
  private static func vectors(
    of contents: [TaskContent], workspace: UUID, by embedder: any Embedder, logger: Logger
  ) async throws(EmbedderError) -> [StoredVector] {
    let texts = contents.map(\.embedded)
    let found: [TextEmbedding]
    do throws(EmbedderError) {
      found = try await embedder.embed(texts, as: .document)
    } catch {
      if error.code != .unavailable { throw error }
      logger.warning("tasks get no vectors", ["error": .string(error.description)])
      return []
    }
    return zip(contents, found).map { content, embedding in
      StoredVector(
        task: content.task, workspace: workspace, model: embedder.model.id,
        contentHash: content.contentHash, embedding: embedding)
    }
  }

  private static let currentSQL = SQL(
    "search_current_tasks",
    """
    select t.id, \(TaskContent.hash(of: "t")) as content_hash from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
    """)

  /// Writes everything under one number of the workspace.
  ///
  /// What has changed since it was read is left out: whoever changed it has noted it, and comes
  /// after us, since the number is held until the transaction ends.
  func write(in session: any PostgresSession) async throws(PostgresError) {
    let change = try await PointRows.nextChange(of: workspace, in: session)
    var current: [UUID: [UInt8]] = [:]
    for row in try await session.query(
      Self.currentSQL, [points.map(\.task) + removed, workspace])
    {
      current[try row.get("id", as: UUID.self)] = try row.get("content_hash", as: [UInt8].self)
    }
    try await PointRows.write(
      points.filter { current[$0.task] == $0.contentHash },
      vectors: vectors.filter { current[$0.task] == $0.contentHash }, change: change, in: session)
    let gone = removed.filter { current[$0] == nil }
    guard !gone.isEmpty else { return }
    try await PointRows.remove(gone, of: workspace, change: change, in: session)
  }

  private struct Key: Hashable {
    let task: UUID
    let model: String

    init(_ task: UUID, _ model: String) {
      self.task = task
      self.model = model
    }
  }

  private static func storedHashes(
    _ tasks: [UUID], of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> [Key: [UInt8]] {
    var found: [Key: [UInt8]] = [:]
    for row in try await session.query(storedSQL, [workspace, tasks]) {
      let key = Key(
        try row.get("task_id", as: UUID.self), try row.get("model", as: String.self))
      found[key] = try row.get("content_hash", as: [UInt8].self)
    }
    return found
  }
}
