import FoundationEssentials
public import Shared

/// Completes a draft with what its line does not say: what was typed stands above the model, the
/// model above the neighbours, and the neighbours above the defaults.
public struct LineMerge: Sendable {
  private var draft: TaskDraft
  private let directory: LineDirectory

  /// A merge into that draft.
  public init(_ draft: TaskDraft, _ directory: LineDirectory) {
    self.draft = draft
    self.directory = directory
  }

  /// The draft, completed.
  public var result: TaskDraft { draft }

  /// Takes a model's answer: ids only where the directory has them, words only where the line has
  /// them, dates only as the grammar reads them.
  public mutating func take(
    _ answer: LineModelAnswer, line: String, read: (String) -> LineReading
  ) {
    let reference: JSONObject = [
      "model": .string(answer.model), "prompt": .string(answer.prompt),
    ]
    if draft.due == nil, draft.recurrenceRule == nil, let words = answer.due, line.contains(words) {
      takeDue(words, read(words), answer, reference)
    }
    if draft.project == nil, let id = answer.project,
      directory.projects.contains(where: { $0.id == id })
    {
      draft.project = id
      draft.explain(.project, as: .model, reference: reference, confidence: answer.confidence)
    }
    if draft.tags.isEmpty {
      draft.tags = directory.tags.filter { answer.tags.contains($0.id) }.map(\.name)
      if !draft.tags.isEmpty {
        draft.explain(.tags, as: .model, reference: reference, confidence: answer.confidence)
      }
    }
    if draft.facts.assignee == nil, let id = answer.assignee,
      directory.members.contains(where: { $0.id == id })
    {
      draft.facts.assignee = id
      draft.explain(.assignee, as: .model, reference: reference, confidence: answer.confidence)
    }
    takeNumbers(
      priority: answer.priority, minutes: answer.estimatedMinutes, .model, reference,
      answer.confidence)
  }

  private mutating func takeDue(
    _ words: String, _ reading: LineReading, _ answer: LineModelAnswer, _ reference: JSONObject
  ) {
    let task = LineTask(reading, directory, now: Instant(seconds: 0)).draft
    guard task.due != nil else { return }
    draft.due = task.due
    draft.recurrenceRule = task.recurrenceRule
    draft.facts.dueGrain = task.facts.dueGrain
    draft.facts.seriesStart = task.facts.seriesStart
    draft.facts.repeatFrom = task.facts.repeatFrom
    draft.explain(
      .due, value: words, as: .model, reference: reference, confidence: answer.confidence)
    if let range = draft.title.firstRange(of: words) {
      var title = draft.title
      title.removeSubrange(range)
      let squeezed = title.split(separator: " ").joined(separator: " ")
      if !squeezed.isEmpty { draft.title = squeezed }
    }
  }

  private mutating func takeNumbers(
    priority: Int?, minutes: Int?, _ kind: Provenance.Kind, _ reference: JSONObject,
    _ confidence: Double
  ) {
    let isTold = draft.provenance.contains { $0.field == .priority }
    if !isTold, draft.priority == .none, let priority, (1...3).contains(priority),
      let known = TaskPriority(rawValue: Int16(priority))
    {
      draft.priority = known
      draft.explain(.priority, as: kind, reference: reference, confidence: confidence)
    }
    if draft.estimatedMinutes == nil, let minutes, (1...10_080).contains(minutes) {
      draft.estimatedMinutes = Int32(minutes)
      draft.explain(.estimatedMinutes, as: kind, reference: reference, confidence: confidence)
    }
  }

  /// Takes the neighbours' guesses whose share is at least ``LineLimits/sureShare``.
  public mutating func take(_ suggestion: LineSuggestion) {
    let reference: JSONObject = [
      "tasks": .array(
        suggestion.neighbours.prefix(5).map { .string($0.task.uuidString.lowercased()) })
    ]
    let sure = LineLimits.sureShare
    if draft.project == nil, let guess = suggestion.projects.first, guess.share >= sure,
      directory.projects.contains(where: { $0.id == guess.value })
    {
      draft.project = guess.value
      draft.explain(.project, as: .neighbour, reference: reference, confidence: guess.share)
    }
    let tags = suggestion.tags.filter { $0.share >= sure }
    if draft.tags.isEmpty, let first = tags.first {
      draft.tags = tags.map(\.value)
      draft.explain(.tags, as: .neighbour, reference: reference, confidence: first.share)
    }
    let priority = suggestion.priorities.first { $0.share >= sure }
    let minutes = suggestion.estimates.first { $0.share >= sure }
    takeNumbers(
      priority: priority?.value, minutes: minutes?.value, .neighbour, reference,
      max(priority?.share ?? 0, minutes?.share ?? 0))
  }
}
