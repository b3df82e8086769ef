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
  private let cache: ShelfCache

  /// Those parts; `cacheBytes` bounds what exact search keeps in memory.
  public init(
    pool: PostgresPool, embedders: Embedders, cacheBytes: Int,
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) {
    self.pool = pool
    self.embedders = embedders
    self.derived = derived
    cache = ShelfCache(pool: pool, byteLimit: cacheBytes)
  }

  /// The index that answers questions about a model's vectors.
  public func index(for model: EmbeddingModel) -> any VectorIndex {
    derived?(model) ?? exact(for: model)
  }

  /// Exact search over the truth.
  public func exact(for model: EmbeddingModel) -> PostgresIndex {
    PostgresIndex(model: model, pool: pool, cache: cache)
  }
}
