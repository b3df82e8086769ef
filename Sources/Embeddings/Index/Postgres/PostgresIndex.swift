public import FoundationEssentials
public import Shared

/// The truth itself as an index: points in PostgreSQL, exact search in this process.
public struct PostgresIndex: VectorIndex {
  /// `postgres`
  public let name = "postgres"
  /// The model whose vectors it reads and writes.
  public let model: EmbeddingModel
  private let pool: PostgresPool
  private let cache: ShelfCache

  /// The index of that model over that database; indexes of several models may share a cache.
  public init(model: EmbeddingModel, pool: PostgresPool, cache: ShelfCache) {
    self.model = model
    self.pool = pool
    self.cache = cache
  }

  /// Writes points, workspace by workspace, in transactions of at most
  /// ``EmbeddingLimits/pointsPerWrite``.
  public func upsert(_ points: [IndexPoint]) async throws(IndexError) {
    guard points.allSatisfy({ $0.vector.map { $0.count == model.dimensions } ?? true }) else {
      throw IndexError(.wrongDimensions, "vectors of \(model.id) have \(model.dimensions) numbers")
    }
    let latest = Dictionary(points.map { ($0.task, $0) }, uniquingKeysWith: { $1 })
    for (workspace, points) in Dictionary(grouping: latest.values, by: \.workspace) {
      var rest = points[...]
      while !rest.isEmpty {
        let chunk = Array(rest.prefix(EmbeddingLimits.pointsPerWrite))
        rest = rest.dropFirst(chunk.count)
        try await write { session in
          let change = try await PointRows.nextChange(of: workspace, in: session)
          let bare = chunk.filter { $0.vector == nil }.map(\.task)
          try await session.execute(Self.dropVectorsSQL, [workspace, model.id, bare])
          try await PointRows.write(
            chunk, vectors: chunk.compactMap { stored($0) }, change: change, in: session)
        }
      }
    }
  }

  private static let dropVectorsSQL = SQL(
    "index_drop_vectors",
    "delete from pipeline.vectors where workspace_id = $1 and model = $2 and task_id = any($3)")

  /// Marks the tasks as removed.
  public func delete(_ tasks: [UUID], workspace: UUID) async throws(IndexError) {
    guard !tasks.isEmpty else { return }
    try await write { session in
      let change = try await PointRows.nextChange(of: workspace, in: session)
      try await PointRows.remove(tasks, of: workspace, change: change, in: session)
    }
  }

  private static let deleteAllSQL = SQL(
    "index_delete_workspace", "delete from pipeline.indexed_tasks where workspace_id = $1")
  private static let deleteVectorsSQL = SQL(
    "index_delete_workspace_vectors", "delete from pipeline.vectors where workspace_id = $1")
  private static let pruneSQL = SQL(
    "index_prune_workspace",
    "update pipeline.index_changes set pruned = change where workspace_id = $1")

  /// Deletes everything of the workspace, the truth with it.
  public func deleteAll(workspace: UUID) async throws(IndexError) {
    try await write { session in
      _ = try await PointRows.nextChange(of: workspace, in: session)
      try await session.pipeline { batch in
        batch.add(Self.deleteAllSQL, [workspace])
        batch.add(Self.deleteVectorsSQL, [workspace])
        batch.add(Self.pruneSQL, [workspace])
      }
    }
  }

  /// The best hits of an exact search.
  public func query(_ query: IndexQuery) async throws(IndexError) -> [IndexHit] {
    switch query.ranking {
    case .dense(let vector), .hybrid(let vector, _):
      guard vector.count == model.dimensions else {
        throw IndexError(
          .wrongDimensions, "vectors of \(model.id) have \(model.dimensions) numbers")
      }
    case .words: break
    }
    guard let shelf = try await cache.shelf(of: query.workspace, model: model, in: pool) else {
      return try await StreamedSearch(model: model, pool: pool).hits(query)
    }
    return shelf.search(query)
  }

  /// How many tasks the workspace has.
  public func count(workspace: UUID) async throws(IndexError) -> Int {
    do throws(PostgresError) {
      return try await PointRows.count(of: workspace, in: pool)
    } catch {
      throw IndexError(error)
    }
  }

  /// The workspace's tasks by id.
  public func scroll(
    workspace: UUID, after: UUID?, limit: Int
  ) async throws(IndexError) -> [IndexEntry] {
    do throws(PostgresError) {
      return try await PointRows.entries(
        of: workspace, model: model, after: after, limit: limit, in: pool)
    } catch {
      throw IndexError(error)
    }
  }

  private static let retireSQL = SQL(
    "index_retire_model",
    """
    delete from pipeline.vectors where ctid = any(array(
      select ctid from pipeline.vectors where model = $1 limit $2))
    """)

  /// Deletes the model's vectors, some at a time.
  public func retire() async throws(IndexError) {
    do throws(PostgresError) {
      while try await pool.execute(Self.retireSQL, [model.id, EmbeddingLimits.pointsPerRead]) > 0 {}
    } catch {
      throw IndexError(error)
    }
  }

  private func stored(_ point: IndexPoint) -> StoredVector? {
    guard let vector = point.vector else { return nil }
    return StoredVector(
      task: point.task, workspace: point.workspace, model: model.id,
      contentHash: point.contentHash, embedding: .vector(vector))
  }

  private func write(
    _ body: (PostgresTransaction) async throws -> Void
  ) async throws(IndexError) {
    do {
      try await pool.transaction { try await body($0) }
    } catch let error as PostgresError {
      throw IndexError(error)
    } catch {
      throw IndexError(.passing, "\(type(of: error))")
    }
  }
}
