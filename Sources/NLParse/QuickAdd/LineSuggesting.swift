public import Embeddings
public import FoundationEssentials
public import Shared

/// Finds what a person's earlier tasks suggest for a new one.
public protocol LineSuggesting: Sendable {
  /// Guesses for a title, at the latest after that time: what is missing then, or could not be had,
  /// is said in `TaskSuggestion.shortfall`.
  func suggestion(
    for title: String, as actor: Actor, within patience: Duration
  ) async -> TaskSuggestion

  /// Learns from a correction that was noted of a task, as far as that can be done at once.
  func learn(fromCorrectionOf task: UUID, as actor: Actor) async
}
