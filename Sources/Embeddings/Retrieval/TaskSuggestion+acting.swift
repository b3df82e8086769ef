public import FoundationEssentials

extension TaskSuggestion {
  /// From this share on a guess may be taken without asking: on a public history such guesses are
  /// right more than 85 times in a hundred, see `docs/benchmarks.md`. Below it, it is offered.
  public static let actingShare = 0.82

  /// A guess may be taken only where some task is as like the text as this; a share alone only says
  /// that other values are even less likely.
  public static let actingLikeness = 0.5

  /// Whether the person has made enough tasks for any guess to be taken.
  private var hasHistory: Bool { history >= EmbeddingLimits.actingHistory }

  /// The project to take; nil where none is sure, or where the sure guess is no project.
  public var sureProject: Guess<UUID>? {
    guard hasHistory, projectLikeness >= Self.actingLikeness, let first = projects.first,
      let project = first.value, first.share >= Self.actingShare
    else { return nil }
    return Guess<UUID>(value: project, share: first.share)
  }

  /// The tags to take; none where words alone were compared, whose scores say nothing about how
  /// near a neighbour is.
  public var sureTags: [Guess<String>] {
    guard hasHistory, mode != .words else { return [] }
    return tags.filter { $0.share >= Self.actingShare }
  }

  /// The priority to take, 1 to 3.
  public var surePriority: Guess<Int>? {
    guard hasHistory, priorityLikeness >= Self.actingLikeness, let first = priorities.first,
      (1...3).contains(first.value), first.share >= Self.actingShare
    else { return nil }
    return first
  }

  /// The minutes to take.
  public var sureEstimate: Guess<Int>? {
    guard hasHistory, mode != .words, let estimate, estimate.share >= Self.actingShare else {
      return nil
    }
    return estimate
  }
}
