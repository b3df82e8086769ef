public import Embeddings
import FoundationEssentials
public import Shared

/// Completes a draft with what its line does not say: what was typed stands above the model, the
/// model above the neighbours, and the neighbours above the defaults.
public struct LineMerge: Sendable {
  private var draft: TaskDraft
  /// What the person's lines may name.
  let directory: LineDirectory

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
    takePriority(answer.priority, .model, reference, answer.confidence)
    takeEstimate(answer.estimatedMinutes, .model, reference, answer.confidence)
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

  private mutating func takePriority(
    _ priority: Int?, _ kind: Provenance.Kind, _ reference: JSONObject, _ confidence: Double
  ) {
    // A typed "p4" says that there is none.
    let isTold = draft.provenance.contains { $0.field == .priority }
    guard !isTold, draft.priority == .none, let priority, (1...3).contains(priority),
      let known = TaskPriority(rawValue: Int16(priority))
    else { return }
    draft.priority = known
    draft.explain(
      .priority, value: "\(priority)", as: kind, reference: reference, confidence: confidence)
  }

  private mutating func takeEstimate(
    _ minutes: Int?, _ kind: Provenance.Kind, _ reference: JSONObject, _ confidence: Double
  ) {
    guard draft.estimatedMinutes == nil, let minutes,
      (1...LineLimits.estimateMinutes).contains(minutes)
    else { return }
    draft.estimatedMinutes = Int32(minutes)
    draft.explain(
      .estimatedMinutes, value: "\(minutes)", as: kind, reference: reference,
      confidence: confidence)
  }

  /// Takes the neighbours' guesses that are sure enough, for what nothing else has filled.
  public mutating func take(_ suggestion: TaskSuggestion) {
    let reference: JSONObject = [
      "tasks": .array(
        suggestion.neighbours.prefix(5).map { .string($0.task.uuidString.lowercased()) })
    ]
    if draft.project == nil, let guess = suggestion.sureProject,
      let project = directory.projects.first(where: { $0.id == guess.value })
    {
      draft.project = guess.value
      draft.explain(
        .project, value: project.path.joined(separator: "/"), as: .neighbour,
        reference: reference, confidence: guess.share)
    }
    let tags = suggestion.sureTags
    if draft.tags.isEmpty, let least = tags.last {
      draft.tags = tags.map(\.value)
      draft.explain(
        .tags, value: draft.tags.joined(separator: ", "), as: .neighbour, reference: reference,
        confidence: least.share)
    }
    if let guess = suggestion.surePriority {
      takePriority(guess.value, .neighbour, reference, guess.share)
    }
    if let guess = suggestion.sureEstimate {
      takeEstimate(guess.value, .neighbour, reference, guess.share)
    }
  }

  /// The guesses that may be offered beside the draft: none for what it says already, projects only
  /// where the person may write, repeated tasks only of the draft's own project.
  public func offers(_ suggestion: TaskSuggestion) -> TaskSuggestion {
    var offers = suggestion
    let writable = Set(directory.projects.map(\.id))
    offers.projects =
      draft.project == nil
      ? suggestion.projects.filter { $0.value.map(writable.contains) ?? true } : []
    offers.tags = suggestion.tags.filter { !draft.tags.contains($0.value) }
    if draft.provenance.contains(where: { $0.field == .priority }) { offers.priorities = [] }
    if draft.estimatedMinutes != nil { offers.estimate = nil }
    offers.repeated = suggestion.repeated.filter { $0.project == draft.project }
    return offers
  }
}
