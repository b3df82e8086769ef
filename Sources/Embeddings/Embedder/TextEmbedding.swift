/// What an embedder made of one text.
public enum TextEmbedding: Hashable, Sendable {
  /// A vector of unit length with as many numbers as the model has dimensions.
  case vector([Float])
  /// No vector, since it would say nothing about the text; its words can still be found.
  case none(Absence)

  /// Why a text has no vector.
  public enum Absence: String, Hashable, Sendable {
    /// Nothing is left of the text after cleaning.
    case empty
    /// Too much of it is outside the model's vocabulary: different texts would be one.
    case unknownWords = "unknown_words"
    /// The service refuses the text for good.
    case refused
  }

  /// The vector, or nil where there is none.
  public var vector: [Float]? {
    if case .vector(let numbers) = self { numbers } else { nil }
  }
}
