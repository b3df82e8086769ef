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

  /// Those parts; what exact search keeps in memory stands in the cache, which parts on several
  /// pools of one database may share.
  public init(
    pool: PostgresPool, embedders: Embedders, cache: ShelfCache,
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) {
    self.pool = pool
    self.embedders = embedders
    self.derived = derived
    self.cache = cache
  }

  /// Those parts with a cache of their own of so many bytes.
  public init(
    pool: PostgresPool, embedders: Embedders, cacheBytes: Int,
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) {
    self.init(
      pool: pool, embedders: embedders, cache: ShelfCache(byteLimit: cacheBytes), derived: derived)
  }

  /// The index that answers questions about a model's vectors.
  public func index(for model: EmbeddingModel) -> any VectorIndex {
    derived?(model) ?? exact(for: model)
  }

  /// The best hits among a model's vectors. The truth answers where an index elsewhere does not, and
  /// where it has not been given the workspace yet, as right after it was configured.
  func hits(
    _ query: IndexQuery, model: EmbeddingModel
  ) async throws(IndexError) -> [IndexHit] {
    guard let elsewhere = derived?(model) else { return try await exact(for: model).query(query) }
    do throws(IndexError) {
      if try await SyncIndex.hasFollowed(elsewhere, query.workspace, in: pool) {
        return try await elsewhere.query(query)
      }
    } catch {
      // The truth answers.
    }
    return try await exact(for: model).query(query)
  }

  /// Exact search over the truth.
  public func exact(for model: EmbeddingModel) -> PostgresIndex {
    PostgresIndex(model: model, pool: pool, cache: cache)
  }
}
