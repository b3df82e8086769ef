public import Embeddings
public import FoundationEssentials

/// Meaning as the search knows it.
public struct SearchMeaning: BreakdownMeaning {
  private let texts: TextMeaning

  /// Meaning by that model.
  public init(_ texts: TextMeaning) {
    self.texts = texts
  }

  /// The cosines of the tasks' stored vectors with the title's.
  public func nearness(
    of tasks: [UUID], to title: String, in workspace: UUID
  ) async -> [UUID: Double] {
    guard !tasks.isEmpty, let vector = await texts.vectors(of: [title]).first ?? nil else {
      return [:]
    }
    return await texts.cosines(to: vector, of: tasks, in: workspace)
  }

  /// The vectors of the titles.
  public func meanings(of titles: [String]) async -> StepMeanings {
    let titles = Array(Set(titles).sorted().prefix(BreakdownLimits.meanings))
    return StepMeanings(titles, vectors: await texts.vectors(of: titles))
  }
}
