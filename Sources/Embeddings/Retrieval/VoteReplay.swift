import FoundationEssentials
import Shared

/// Learns how a person's projects are best guessed, by guessing their latest tasks again, each from
/// what was there before it.
struct VoteReplay {
  private static let depth = 100
  private static let replayed = 200

  /// Finds the neighbours.
  let retriever: Retriever

  /// The weights of a person and from how many tasks they were learned; nil where there are too few.
  func learn(_ actor: Actor) async throws -> (weights: VoteWeights, tasks: Int)? {
    let pool = retriever.pool
    let visible = try await NeighbourRows.visibleProjects(of: actor, in: pool)
    let sight = Retriever.Sight(
      workspace: actor.workspace, projects: visible, includesNone: true)
    let latest = try await NeighbourRows.recent(
      of: actor, excluding: [], limit: Self.replayed + EmbeddingLimits.replayMinimum, in: pool)
    var rows = try await NeighbourRows.tasks(latest, projects: visible, as: actor, in: pool)
    try await Corrections.read(of: Array(rows.keys), projects: visible, as: actor, in: pool)
      .apply(to: &rows)
    let own = latest.reversed().compactMap { rows[$0] }
    guard own.count >= EmbeddingLimits.replayMinimum else { return nil }
    var weights = VoteWeights.initial
    // Each task's vector is stored: none is computed, or paid for, again.
    let vectors = try await ActiveVectors.read(own.map(\.task), in: actor.workspace, pool)
    for place in EmbeddingLimits.replayMinimum / 2..<own.count {
      try Task.checkCancellation()
      let task = own[place]
      var others = sight
      others.excluded = [task.task]
      var near: [IndexHit] = []
      if let vector = vectors[task.task] {
        near = try await retriever.near(vector, others, limit: Self.depth)
      }
      let spelled = try await retriever.search(
        task.title, .words, others, limit: Self.depth
      ).hits
      let found = Set((near + spelled).map(\.task))
      let known = try await NeighbourRows.tasks(
        Array(found), projects: visible, as: actor, in: pool
      ).merging(own[..<place].map { ($0.task, $0) }) { $1 }
        .filter { $0.value.createdAt < task.createdAt }
        .mapValues { row in
          var row = row
          row.ageDays -= task.ageDays
          return row
        }
      let ballot = Ballot(
        text: task.title, near: near, spelled: spelled, recent: own[..<place].map(\.task),
        rows: known, recency: retriever.voteRecency)
      var table = LabelTable<UUID?>()
      let evidence = ballot.evidence(&table, of: .project, name: \.projectName) { $0.project }
      let truth = table.number(of: task.project)
      LabelVote(evidence, recency: retriever.voteRecency).teach(&weights, truth: truth)
    }
    return (weights, own.count)
  }
}
