/// The embedders that this process has, by model.
///
/// More than one is alive while the search moves from one model to another: tasks get vectors of
/// both, and questions are asked with the one whose vectors are complete.
public struct Embedders: Sendable {
  /// The embedder that the configuration asks for; nil where there is none, then only words count.
  public let configured: (any Embedder)?
  private let byModel: [String: any Embedder]
  private let made: (@Sendable (EmbeddingModel) -> (any Embedder)?)?

  /// The configured embedder and others that may still be needed; `made` gives those of further
  /// models on demand, such as another length of a service's model.
  public init(
    configured: (any Embedder)?, others: [any Embedder] = [],
    made: (@Sendable (EmbeddingModel) -> (any Embedder)?)? = nil
  ) {
    self.configured = configured
    self.made = made
    byModel = Dictionary(
      (others + [configured].compactMap(\.self)).map { ($0.model.id, $0) },
      uniquingKeysWith: { $1 })
  }

  /// The embedder of that model; nil where this process has none.
  public subscript(model: EmbeddingModel) -> (any Embedder)? {
    guard let embedder = byModel[model.id] ?? made?(model), embedder.model == model else {
      return nil
    }
    return embedder
  }
}
