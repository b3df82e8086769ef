import FoundationEssentials

/// Tokens that a call may use, held back from a budget while it runs.
public struct UsageReservation: Hashable, Sendable {
  /// Whose budget.
  let workspace: UUID
  /// What for: the prompt's name.
  let kind: String
  /// Which model.
  let model: String
  /// How many tokens.
  let tokens: Int
}
