/// The answer of InvokeModel.
public struct InvokeAnswer: Hashable, Sendable {
  /// The body, whose form is the model's own.
  public let body: JSONValue
  /// Tokens that were read, where the service said so.
  public let inputTokens: Int?
}
