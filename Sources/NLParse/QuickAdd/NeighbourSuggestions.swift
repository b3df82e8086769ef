public import Embeddings
public import FoundationEssentials
public import Shared

/// Suggestions by the tasks that are most like a title, in bounded time.
///
/// Whatever the search meets, a line is read and written without waiting for it: after the patience
/// is used up, or where the search fails, there are no guesses, and the reason is told.
public struct NeighbourSuggestions: LineSuggesting {
  private let retriever: Retriever

  /// Suggestions out of that retriever's tasks.
  public init(_ retriever: Retriever) {
    self.retriever = retriever
  }

  /// Guesses for a title; `late` where they took too long, `failed` where the search failed.
  public func suggestion(
    for title: String, as actor: Actor, within patience: Duration
  ) async -> TaskSuggestion {
    guard !title.isEmpty else { return TaskSuggestion() }
    let text = String(title.prefix(EmbeddingLimits.questionCharacters))
    return await Race.first(within: patience, otherwise: TaskSuggestion(shortfall: "late")) {
      [retriever] in
      do {
        return try await retriever.suggestion(for: text, as: actor)
      } catch {
        return TaskSuggestion(shortfall: "failed")
      }
    }
  }

  /// One step of learning; a correction is noted all the same where it fails or takes too long.
  public func learn(fromCorrectionOf task: UUID, as actor: Actor) async {
    await Race.first(
      within: .milliseconds(LineLimits.suggestionMilliseconds), otherwise: ()
    ) { [retriever] in
      try? await retriever.learn(fromCorrectionOf: task, as: actor)
    }
  }
}
