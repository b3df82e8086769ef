/// A model as the database knows it.
public struct RegisteredModel: Hashable, Sendable {
  /// What its vectors are for.
  public enum State: String, Hashable, Sendable {
    /// Its vectors are being made; questions are asked with another.
    case building
    /// Questions are asked with it.
    case active
    /// Its vectors are no longer kept up to date.
    case retired
  }

  /// The model.
  public let model: EmbeddingModel
  /// What its vectors are for.
  public let state: State
}
