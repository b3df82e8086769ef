/// Sizes and counts of the embedding models of Amazon Bedrock.
public enum BedrockEmbeddingLimits {
  /// Characters of one text for Titan V2 and Cohere v4, which read 8,192 tokens at least: even where
  /// each character is a token, the text fits. The rest is cut.
  public static let characters = 8_000
  /// Characters of one text for Cohere v3; the rest is cut.
  public static let cohereCharacters = 2_048
  /// Texts of one call to Cohere.
  public static let cohereTexts = 96
  /// Calls of one embedder that are under way at once.
  public static let requestsAtOnce = 8
}
