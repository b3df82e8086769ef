/// Turns texts into vectors.
public protocol Embedder: Sendable {
  /// The model whose vectors it makes.
  var model: EmbeddingModel { get }

  /// The embedding of each text, in their order; as many as there are texts.
  ///
  /// Any number of texts may be given: the embedder makes batches of its own. Texts are cut to what
  /// the model reads. Whether a text has a vector depends on the text alone. Cancelling the task
  /// ends the work between batches with `passing`.
  func embed(
    _ texts: [String], as purpose: EmbeddingPurpose
  ) async throws(EmbedderError) -> [TextEmbedding]
}

extension Embedder {
  /// Passes where the model makes vectors here and now.
  ///
  /// - Throws: `EmbedderError`, `.refused` where it makes none of a plain word.
  func requireVectors() async throws(EmbedderError) {
    guard try await embed(["ready"], as: .document).first?.vector != nil else {
      throw EmbedderError(.refused, "\(model.id) makes no vector of a plain word")
    }
  }
}
