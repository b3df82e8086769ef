public import Shared

/// What the search consists of in this process: the embedders, the truth, and an index elsewhere
/// where there is one.
public struct SearchParts: Sendable {
  /// The database.
  public let pool: PostgresPool
  /// The embedders.
  public let embedders: Embedders
  /// Makes the index elsewhere for a model's vectors, such as Qdrant's; nil: questions are answered
  /// in this process.
  public let derived: (@Sendable (EmbeddingModel) -> any VectorIndex)?
  /// What exact search keeps in memory.
  public let cache: ShelfCache
  /// How the index elsewhere does.
  let watch: IndexWatch

  /// Those parts; what exact search keeps in memory stands in the cache, which parts on several
  /// pools of one database may share.
  public init(
    pool: PostgresPool, embedders: Embedders, cache: ShelfCache,
    watch: IndexWatch = IndexWatch(),
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) {
    self.pool = pool
    self.embedders = embedders
    self.derived = derived
    self.cache = cache
    self.watch = watch
  }

  /// Those parts with a cache of their own of so many bytes.
  public init(
    pool: PostgresPool, embedders: Embedders, cacheBytes: Int,
    watch: IndexWatch = IndexWatch(),
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) {
    self.init(
      pool: pool, embedders: embedders, cache: ShelfCache(byteLimit: cacheBytes), watch: watch,
      derived: derived)
  }

  /// The index that answers questions about a model's vectors.
  public func index(for model: EmbeddingModel) -> any VectorIndex {
    derived?(model) ?? exact(for: model)
  }

  /// The best hits among a model's vectors. The truth answers where an index elsewhere does not, and
  /// where it does not have the workspace: right after it was configured, or after it was emptied.
  func hits(
    _ query: IndexQuery, model: EmbeddingModel
  ) async throws(IndexError) -> [IndexHit] {
    if let elsewhere = derived?(model), let found = try await hits(query, of: elsewhere) {
      return found
    }
    return try await exact(for: model).query(query)
  }

  /// What an index elsewhere says; nil where the truth has to answer.
  private func hits(
    _ query: IndexQuery, of elsewhere: any VectorIndex
  ) async throws(IndexError) -> [IndexHit]? {
    guard try await SyncIndex.hasFollowed(elsewhere, query.workspace, in: pool) else {
      watch.count(.behind)
      return nil
    }
    guard watch.mayAsk(elsewhere) else { return nil }
    do throws(IndexError) {
      let found = try await elsewhere.query(query)
      if found.isEmpty, try await !elsewhere.hasPoints(of: query.workspace) {
        watch.answered(elsewhere)
        // Without a single point it may have been emptied behind our back.
        guard try await SyncIndex.isLost(elsewhere, query.workspace, in: pool) else { return [] }
        watch.count(.emptied)
        return nil
      }
      watch.answered(elsewhere)
      return found
    } catch {
      watch.failed(elsewhere, error)
      return nil
    }
  }

  /// Exact search over the truth.
  public func exact(for model: EmbeddingModel) -> PostgresIndex {
    PostgresIndex(model: model, pool: pool, cache: cache)
  }
}
