import Embeddings
import FoundationEssentials
import Scheduler
import Shared

/// Lets plans ask the search how long tasks like one take.
struct RetrievedEstimates: NeighbourEstimates {
  /// What finds the neighbours.
  let retriever: Retriever

  /// Neighbours that are asked for.
  private static let neighbours = 24
  /// Neighbours with an estimate that count, the nearest.
  private static let voters = 7
  /// The fewest that say anything.
  private static let quorum = 3
  /// By meaning, how near a neighbour has to be; below that texts merely are of one language.
  private static let nearness = 0.35

  /// The median of the nearest neighbours' estimates.
  func minutes(
    of tasks: [(id: UUID, title: String)], as actor: Actor
  ) async throws -> [UUID: Int] {
    var found: [UUID: Int] = [:]
    for task in tasks {
      let answer = try await retriever.neighbours(
        of: RetrievalQuestion(
          task.title, mode: .dense, excluded: [task.id], limit: Self.neighbours), as: actor)
      let least = answer.mode == .words ? 0 : Self.nearness
      let known = answer.neighbours.filter { $0.score >= least }.compactMap(\.estimatedMinutes)
        .filter { $0 > 0 }.prefix(Self.voters).sorted()
      if known.count >= Self.quorum { found[task.id] = known[known.count / 2] }
    }
    return found
  }
}
