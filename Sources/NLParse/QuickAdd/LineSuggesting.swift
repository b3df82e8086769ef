public import Shared

/// Finds what a person's earlier tasks suggest for a new one.
public protocol LineSuggesting: Sendable {
  /// Guesses for a title; nothing where the person has no history yet.
  func suggestion(for title: String, as actor: Actor) async throws -> LineSuggestion
}
