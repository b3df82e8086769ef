public import FoundationEssentials

/// What one model made of a task's text, as it is kept.
public struct StoredVector: Sendable {
  /// The task.
  public let task: UUID
  /// Its workspace.
  public let workspace: UUID
  /// The model's name.
  public let model: String
  /// SHA-256 of the text.
  public let contentHash: [UInt8]
  /// The vector, or why there is none.
  public let embedding: TextEmbedding

  /// That model's result for that task.
  public init(
    task: UUID, workspace: UUID, model: String, contentHash: [UInt8], embedding: TextEmbedding
  ) {
    self.task = task
    self.workspace = workspace
    self.model = model
    self.contentHash = contentHash
    self.embedding = embedding
  }

  /// The word for why there is no vector; nil where there is one.
  var absence: String? {
    if case .none(let reason) = embedding { reason.rawValue } else { nil }
  }
}
