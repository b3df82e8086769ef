/// Sizes, counts and times of talking to Qdrant.
public enum QdrantLimits {
  /// Bytes of one request; Qdrant refuses bodies over 32 MB.
  public static let requestBytes = 24 * 1024 * 1024
  /// Points of one request.
  public static let pointsPerRequest = 512
  /// Ids of one request that deletes.
  public static let idsPerRequest = 5_000
  /// Bytes of an answer.
  public static let answerBytes = 16 * 1024 * 1024
  /// Attempts of a call whose failure may pass; every call may be repeated without harm.
  public static let attempts = 4
  /// Milliseconds a question may take before PostgreSQL answers it; it is asked once.
  public static let questionMilliseconds = 1_000
  /// Seconds a read of a job may take, one attempt.
  public static let readSeconds = 10
  /// Seconds a write may take, one attempt.
  public static let writeSeconds = 60
  /// Milliseconds, before doubling, between two attempts.
  public static let backoffMilliseconds = 100
  /// Seconds for which a call itself waits when Qdrant says `Retry-After`; a longer wait is the
  /// caller's.
  public static let retryAfterSeconds = 5
  /// Candidates that the search of the graph keeps (`hnsw_ef`).
  public static let searchWidth = 256
  /// Neighbours of a point in each tenant's graph (`payload_m`).
  public static let tenantLinks = 16
  /// Candidates that either ranking gives to a fusion.
  public static let fusionCandidates = 100
  /// The constant of reciprocal-rank fusion (Cormack and others 2009).
  public static let fusionConstant = 60
  /// BM25's `k1`: how soon further occurrences of a word stop counting.
  public static let wordSaturation = 1.2
  /// BM25's `b`: how far a long text's words count less.
  public static let lengthWeight = 0.75
  /// Words of a text of usual length, in place of the average that a sparse vector cannot know.
  public static let usualWords = 12.0
}
