import Embeddings
import FoundationEssentials
public import Shared

extension QuickAdd {
  /// What would be filled in beside the words of lines that were read for a preview, and what may
  /// be offered: one for each line, nil for sub-tasks (a depth above 0) and where suggestions are turned off. No
  /// model is asked and nothing is written.
  public func suggestions(
    for readings: [LineReading], depths: [Int], as actor: Actor,
    _ choices: LinePolicy.Choices, now: Instant
  ) async throws -> [LineSuggestions?] {
    let directory = try await directories.directory(of: actor, in: pool)
    let drafts = readings.map { LineTask($0, directory, now: now).draft }
    let found = await suggestions(for: drafts.map(\.title), depths: depths, choices, as: actor)
    return zip(drafts, found).map { draft, suggestion in
      guard let suggestion else { return nil }
      var merge = LineMerge(draft, directory)
      return merge.finish(with: suggestion)
    }
  }

  /// The neighbours' guesses for the lines that are no sub-tasks, all within ``patience``: what is
  /// not there by then says `late`, and a list that is too long says `many_lines`.
  func suggestions(
    for titles: [String], depths: [Int], _ choices: LinePolicy.Choices, as actor: Actor
  ) async -> [TaskSuggestion?] {
    var found = [TaskSuggestion?](repeating: nil, count: titles.count)
    guard let suggester, choices.suggests else { return found }
    let roots = titles.indices.filter { depths[$0] == 0 }
    let end = SteadyTime.now.advanced(by: patience)
    for index in roots {
      guard roots.count <= LineLimits.suggestedLines else {
        found[index] = TaskSuggestion(shortfall: "many_lines")
        continue
      }
      let left = Int64(clamping: end.remainingNanoseconds)
      found[index] =
        left > 0
        ? await suggester.suggestion(for: titles[index], as: actor, within: .nanoseconds(left))
        : TaskSuggestion(shortfall: "late")
    }
    return found
  }
}

extension LineMerge {
  /// Takes what the neighbours are sure of and says what was filled in and what may be offered.
  mutating func finish(with suggestion: TaskSuggestion?) -> LineSuggestions {
    var beside = LineSuggestions()
    if let suggestion {
      take(suggestion)
      let offers = offers(suggestion)
      let named = Set(
        offers.projects.compactMap(\.value)
          + [offers.lastUsedProject, offers.mostUsedProject].compactMap { $0 ?? nil })
      beside.offered = offers
      beside.projects = directory.projects.filter { named.contains($0.id) }
    }
    beside.filled = result.provenance.filter { $0.kind == .model || $0.kind == .neighbour }
    return beside
  }
}
