/// Limits of the embedding module; reaching one gives a marked, partial result.
public enum EmbeddingLimits {
  /// Word pieces of one text that the model reads, special tokens included; the rest is cut.
  public static let tokensPerText = 256
  /// Share of unknown word pieces above which a text gets no vector.
  public static let unknownShare = 0.3
}
