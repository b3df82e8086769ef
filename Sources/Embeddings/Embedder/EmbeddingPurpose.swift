/// What a vector is for; some models make other vectors of questions than of what they look for.
public enum EmbeddingPurpose: Sendable {
  /// The text is kept and found later.
  case document
  /// The text asks for kept ones.
  case query
}
