public import Embeddings
import FoundationEssentials
public import Shared

/// Completes a draft with what its line does not say: what was typed stands above the model, the
/// model above the neighbours, and the neighbours above the defaults.
public struct LineMerge: Sendable {
  /// The draft as it is filled in.
  var draft: TaskDraft
  /// What the person's lines may name.
  let directory: LineDirectory

  /// A merge into that draft.
  public init(_ draft: TaskDraft, _ directory: LineDirectory) {
    self.draft = draft
    self.directory = directory
  }

  /// The draft, completed.
  public var result: TaskDraft { draft }

  /// Takes a priority, where the line says none.
  mutating func takePriority(
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

  /// Takes an estimate in minutes, where nothing has filled it yet.
  mutating func takeEstimate(
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
