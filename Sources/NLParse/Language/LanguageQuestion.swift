public import FoundationEssentials
public import Shared

/// A question to the language model.
public struct LanguageQuestion: Sendable {
  /// The prompt with its data.
  public var rendering: PromptRendering
  /// The workspace whose budget pays.
  public var workspace: UUID
  /// How long an answer is waited for, the repair turn included.
  public var patience: Duration
  /// What is wrong with an answer that fits the schema, in sentences that the model can act on.
  public var problems: @Sendable (JSONValue) async -> [String]
  /// Hears of the answer's text while it grows; nil for an answer as a whole.
  public var onText: (@Sendable (String) -> Void)?

  /// A question whose answer has only to fit the schema.
  public init(
    _ rendering: PromptRendering, workspace: UUID, patience: Duration,
    onText: (@Sendable (String) -> Void)? = nil,
    problems: @escaping @Sendable (JSONValue) async -> [String] = { _ in [] }
  ) {
    self.rendering = rendering
    self.workspace = workspace
    self.patience = patience
    self.problems = problems
    self.onText = onText
  }
}
