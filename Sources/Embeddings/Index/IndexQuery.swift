public import FoundationEssentials

/// A question to an index. It always names one workspace: none without can be written.
public struct IndexQuery: Hashable, Sendable {
  /// By what tasks are ranked.
  public enum Ranking: Hashable, Sendable {
    /// By the cosine between the vectors, which is the score: -1 to 1. Tasks without a vector are
    /// no hits.
    case dense([Float])
    /// By Okapi BM25 (Robertson and others 1994) over the words. Tasks that share none are no hits.
    case words(TermVector)
    /// By both, joined by reciprocal-rank fusion (Cormack and others 2009).
    case hybrid([Float], TermVector)
  }

  /// The tenant.
  public let workspace: UUID
  /// By what tasks are ranked.
  public var ranking: Ranking
  /// What a hit has to be.
  public var filter: IndexFilter
  /// How many hits at most; cut to 1...``EmbeddingLimits/hitsPerQuery``.
  public var limit: Int

  /// A question within that workspace.
  public init(
    workspace: UUID, ranking: Ranking, filter: IndexFilter = .all, limit: Int = 10
  ) {
    self.workspace = workspace
    self.ranking = ranking
    self.filter = filter
    self.limit = min(max(1, limit), EmbeddingLimits.hitsPerQuery)
  }
}
