public import FoundationEssentials
public import Shared

extension Retriever {
  private static let depth = 100
  private static let latest = 60
  private static let shown = 10

  /// Guesses project, tags, priority and estimate of a text from the person's own tasks. `excluded`
  /// keeps tasks out, such as the one that is asked about.
  public func suggestion(
    for text: String, excluding excluded: Set<UUID> = [], as actor: Actor
  ) async throws -> TaskSuggestion {
    try await Permissions.require(actor, in: pool)
    let visible = try await NeighbourRows.visibleProjects(of: actor, in: pool)
    let sight = Sight(
      workspace: actor.workspace, projects: visible, includesNone: true, excluded: excluded)
    let near = try await search(text, .dense, sight, limit: Self.depth)
    let spelled =
      near.mode == .words ? near : try await search(text, .words, sight, limit: Self.depth)
    let recent = try await NeighbourRows.recent(
      of: actor, excluding: excluded, limit: Self.latest, in: pool)
    let nearHits = near.mode == .words ? [] : near.hits
    let ids = Set((nearHits + spelled.hits).map(\.task) + recent)
    let rows = try await NeighbourRows.tasks(
      Array(ids), projects: visible, of: actor.workspace, in: pool)
    let weights = try await VoteStore.weights(of: actor, in: pool)
    let ballot = Ballot(
      text: text, near: nearHits, spelled: spelled.hits, recent: recent.reversed(), rows: rows,
      recency: voteRecency)
    return ballot.suggestion(weights, shown: Self.shown)
  }
}
