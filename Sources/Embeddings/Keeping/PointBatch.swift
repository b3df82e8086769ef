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

  /// Tasks that still lack a vector, since a model failed.
  let unfinished: Set<UUID>
  /// How a model failed; nil where each made what was asked of it.
  let failure: EmbedderError?

  private static let storedSQL = SQL(
    "search_stored_vectors",
    """
    select v.task_id, v.model, v.content_hash from pipeline.vectors v
    left join pipeline.indexed_tasks i on i.task_id = v.task_id
      and i.workspace_id = v.workspace_id
    where v.workspace_id = $1 and v.task_id = any($2)
      and not (v.absence is not distinct from 'refused' and i.updated_at is not null
        and i.updated_at < \(refusedTime("$3")))
    """)

  /// The part of a statement that gives the time before which a text must have been refused to be
  /// tried again: a parameter's, else some days ago.
  static func refusedTime(_ parameter: String) -> String {
    "coalesce(\(parameter)::timestamptz, now() - interval '\(EmbeddingLimits.refusedDays) days')"
  }

  /// Reads the tasks and computes what has changed. Where a model fails, its vectors are left out,
  /// and so is nothing else. A text that was refused before `refusedBefore` is tried again; nil
  /// takes the usual time.
  static func make(
    _ tasks: [UUID], of workspace: UUID, parts: SearchParts,
    models wanted: [EmbeddingModel]? = nil, refusedBefore: Instant? = nil
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
    let stored = try await storedHashes(
      tasks, of: workspace, refusedBefore: refusedBefore, in: parts.pool)
    var vectors: [StoredVector] = []
    var unfinished: Set<UUID> = []
    var failure: EmbedderError?
    for model in models {
      guard let embedder = parts.embedders[model] else { continue }
      var rest = contents.filter { stored[Key($0.task, model.id)] != $0.contentHash }[...]
      do throws(EmbedderError) {
        while !rest.isEmpty {
          let some = rest.prefix(EmbeddingLimits.textsPerCall)
          vectors += try await Self.vectors(of: some, workspace: workspace, by: embedder)
          rest = rest.dropFirst(some.count)
        }
      } catch {
        // Of several failures the one that passes first says when to come again.
        if failure?.retryAfter == nil { failure = error }
        unfinished.formUnion(rest.map(\.task))
      }
    }
    let living = Set(contents.map(\.task))
    return PointBatch(
      workspace: workspace, points: contents.map { $0.point(of: workspace) },
      vectors: vectors, removed: tasks.filter { !living.contains($0) }, unfinished: unfinished,
      failure: failure)
  }

  private static func vectors(
    of contents: ArraySlice<TaskContent>, workspace: UUID, by embedder: any Embedder
  ) async throws(EmbedderError) -> [StoredVector] {
    let found = try await embedder.embed(contents.map(\.embedded), as: .document)
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
    let written = unfinished.isEmpty ? [] : try await alreadyWritten(in: session)
    try await PointRows.write(
      points.filter { current[$0.task] == $0.contentHash && !written.contains($0.task) },
      vectors: vectors.filter { current[$0.task] == $0.contentHash }, change: change, in: session)
    let gone = removed.filter { current[$0] == nil }
    guard !gone.isEmpty else { return }
    try await PointRows.remove(gone, of: workspace, change: change, in: session)
  }

  private static let writtenSQL = SQL(
    "search_written_points",
    """
    select task_id, content_hash, project_id, status from pipeline.indexed_tasks
    where workspace_id = $1 and task_id = any($2) and not is_removed
    """)

  /// Tasks that wait for a vector alone: their words are written, and stay as they are.
  private func alreadyWritten(
    in session: any PostgresSession
  ) async throws(PostgresError) -> Set<UUID> {
    let made = Set(vectors.map(\.task))
    let known = Dictionary(points.map { ($0.task, $0) }, uniquingKeysWith: { $1 })
    var found: Set<UUID> = []
    for row in try await session.query(Self.writtenSQL, [workspace, Array(unfinished)]) {
      let task = try row.get("task_id", as: UUID.self)
      guard !made.contains(task), let point = known[task],
        try row.get("content_hash", as: [UInt8].self) == point.contentHash,
        try row.get("project_id", as: UUID?.self) == point.project,
        try row.get("status", as: String.self) == point.status
      else { continue }
      found.insert(task)
    }
    return found
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
    _ tasks: [UUID], of workspace: UUID, refusedBefore: Instant?, in session: any PostgresSession
  ) async throws(PostgresError) -> [Key: [UInt8]] {
    var found: [Key: [UInt8]] = [:]
    for row in try await session.query(storedSQL, [workspace, tasks, refusedBefore]) {
      let key = Key(
        try row.get("task_id", as: UUID.self), try row.get("model", as: String.self))
      found[key] = try row.get("content_hash", as: [UInt8].self)
    }
    return found
  }
}
