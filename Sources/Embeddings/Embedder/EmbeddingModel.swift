/// A model that makes vectors: vectors of one model can be compared with each other only.
public struct EmbeddingModel: Hashable, Sendable {
  /// The name under which vectors are stored, such as `minilm-l6-v2`; another length or another
  /// version of a model is another name. At most ``EmbeddingLimits/modelNameCharacters`` of
  /// `a-z`, `0-9`, `.`, `-`, `_`, `:` and `/`.
  public let id: String
  /// Numbers of a vector; 0 where there are no vectors at all.
  public let dimensions: Int

  /// A model of that name and length.
  public init(id: String, dimensions: Int) {
    self.id = id
    self.dimensions = dimensions
  }

  /// `all-MiniLM-L6-v2`, computed in this process.
  public static let miniLM = EmbeddingModel(id: "minilm-l6-v2", dimensions: 384)

  /// No vectors: only words are compared.
  public static let wordsOnly = EmbeddingModel(id: "words", dimensions: 0)
}
