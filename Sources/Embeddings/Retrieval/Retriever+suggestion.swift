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
    let poll = try await poll(on: text, excluding: excluded, as: actor)
    var suggestion = poll.ballot.suggestion(poll.weights, shown: Self.shown)
    suggestion.repeated = poll.repeated
    suggestion.history = poll.history
    suggestion.mode = poll.mode
    suggestion.shortfall = poll.shortfall
    return suggestion
  }

  /// Learns at once from a person's correction of a task's project, as the night learns from all of
  /// their tasks: one step from what would have been guessed towards what they said. Nothing happens
  /// where the task cannot be read or its project was not at hand.
  public func learn(fromCorrectionOf task: UUID, as actor: Actor) async throws {
    try await Permissions.require(actor, in: pool)
    let visible = try await NeighbourRows.visibleProjects(of: actor, in: pool)
    var rows = try await NeighbourRows.tasks([task], projects: visible, as: actor, in: pool)
    try await Corrections.read(of: [task], projects: visible, as: actor, in: pool)
      .apply(to: &rows)
    guard let row = rows[task] else { return }
    let poll = try await poll(on: row.title, excluding: [task], as: actor)
    var table = LabelTable<UUID?>()
    let evidence = poll.ballot.evidence(&table, of: .project, name: \.projectName) { $0.project }
    var weights = poll.weights
    LabelVote(evidence, recency: voteRecency).teach(
      &weights, truth: table.number(of: row.project))
    guard weights != poll.weights else { return }
    try await VoteStore.step(weights, of: actor, in: pool)
  }

  /// What is known about a text before votes are counted.
  private struct Poll {
    var ballot: Ballot
    var weights: VoteWeights
    var repeated: [SimilarTask]
    var history: Int
    var mode: RetrievalQuestion.Mode
    var shortfall: String?
  }

  private func poll(
    on text: String, excluding excluded: Set<UUID>, as actor: Actor
  ) async throws -> Poll {
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
    let ids = Array(Set((nearHits + spelled.hits).map(\.task) + recent))
    var rows = try await NeighbourRows.tasks(ids, projects: visible, as: actor, in: pool)
    let repeated = Self.repeated(nearHits, rows)
    let corrected = try await Corrections.read(of: ids, projects: visible, as: actor, in: pool)
      .apply(to: &rows)
    let ballot = Ballot(
      text: text, near: nearHits, spelled: spelled.hits, recent: recent.reversed(), rows: rows,
      recency: voteRecency, corrected: corrected)
    return Poll(
      ballot: ballot, weights: try await VoteStore.weights(of: actor, in: pool),
      repeated: repeated, history: recent.count, mode: near.mode, shortfall: near.shortfall)
  }

  /// The open tasks among the neighbours that the text would repeat.
  private static func repeated(
    _ hits: [IndexHit], _ rows: [UUID: TaskNeighbour]
  ) -> [SimilarTask] {
    hits.compactMap { hit in
      guard hit.score >= DuplicateFinder.threshold, let row = rows[hit.task],
        DuplicateFinder.openStatuses.contains(row.status)
      else { return nil }
      return SimilarTask(
        task: row.task, title: row.title, project: row.project, createdAt: row.createdAt,
        similarity: min(1, hit.score))
    }
  }
}
