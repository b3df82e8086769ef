import FoundationEssentials
import Shared

extension LineMerge {
  /// Takes a model's answer: ids only where the directory has them, words only where the line has
  /// them and nothing that was typed as syntax or as title does, dates only as the grammar reads
  /// them. What the model calls the title stays in the title.
  public mutating func take(
    _ answer: LineModelAnswer, line: String, read: (String) -> LineReading
  ) {
    takeWords(answer, line, read)
    let reference = Self.reference(answer)
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

  private static func reference(_ answer: LineModelAnswer) -> JSONObject {
    ["model": .string(answer.model), "prompt": .string(answer.prompt)]
  }

  /// Takes the words that say when and how long, where the line's own reading says nothing of it.
  private mutating func takeWords(
    _ answer: LineModelAnswer, _ line: String, _ read: (String) -> LineReading
  ) {
    guard answer.due != nil || answer.start != nil || answer.duration != nil else { return }
    var words = PointedWords(line, read(line), title: answer.title)
    var title = draft.title
    if draft.due == nil, draft.recurrenceRule == nil, let due = answer.due {
      take(due, &words, &title, answer) { $0.takeDue(read(due), $1) }
    }
    if draft.facts.notBefore == nil, let start = answer.start {
      take(start, &words, &title, answer) { $0.takeStart(read(start), $1) }
    }
    if draft.estimatedMinutes == nil, let duration = answer.duration {
      take(duration, &words, &title, answer) { $0.takeDuration(read(duration), $1) }
    }
    guard title != draft.title else { return }
    draft.title = title
    draft.explain(
      .title, value: title, as: .model, reference: Self.reference(answer),
      confidence: answer.confidence)
  }

  /// Explains a field by the words that were taken for it.
  private typealias Explain = (inout TaskDraft, TaskField) -> Void

  /// Lets `fill` read words that may be taken; where it makes something of them, they leave the
  /// title.
  private mutating func take(
    _ text: String, _ words: inout PointedWords, _ title: inout String,
    _ answer: LineModelAnswer, _ fill: (inout LineMerge, Explain) -> Bool
  ) {
    var after = words
    guard let taken = after.take(text) else { return }
    let reference = Self.reference(answer)
    let isFilled = fill(&self) { draft, field in
      draft.explain(
        field, value: text, as: .model, reference: reference, confidence: answer.confidence)
    }
    guard isFilled else { return }
    words = after
    title = PointedWords.title(title, without: taken)
  }

  /// Everything that the words say of the due date: its repetition with the days left out, how firm
  /// and how local it is, and of a stretch its beginning and length.
  private mutating func takeDue(_ reading: LineReading, _ explain: Explain) -> Bool {
    let task = LineTask(reading, directory, now: Instant(seconds: 0)).draft
    guard task.due != nil else { return false }
    draft.due = task.due
    draft.facts.dueGrain = task.facts.dueGrain
    explain(&draft, .due)
    if let rule = task.recurrenceRule {
      draft.recurrenceRule = rule
      draft.facts.seriesStart = task.facts.seriesStart
      draft.facts.repeatFrom = task.facts.repeatFrom
      draft.facts.details["exceptions"] = task.facts.details["exceptions"]
      explain(&draft, .recurrenceRule)
    }
    if task.isHardDeadline {
      draft.isHardDeadline = true
      explain(&draft, .isHardDeadline)
    }
    if task.facts.floating { draft.facts.floating = true }
    if draft.facts.notBefore == nil, let start = task.facts.notBefore {
      draft.facts.notBefore = start
      explain(&draft, .notBefore)
    }
    if draft.estimatedMinutes == nil, let minutes = task.estimatedMinutes {
      draft.estimatedMinutes = minutes
      explain(&draft, .estimatedMinutes)
    }
    return true
  }

  /// The moment that the words name, where it lies before the due date.
  private mutating func takeStart(_ reading: LineReading, _ explain: Explain) -> Bool {
    var start = LineReading(title: "")
    start.notBefore = reading.notBefore ?? reading.due
    guard
      let moment = LineTask(start, directory, now: Instant(seconds: 0)).draft.facts.notBefore,
      draft.due.map({ moment < $0 }) ?? true
    else { return false }
    draft.facts.notBefore = moment
    explain(&draft, .notBefore)
    return true
  }

  private mutating func takeDuration(_ reading: LineReading, _ explain: Explain) -> Bool {
    let task = LineTask(reading, directory, now: Instant(seconds: 0)).draft
    guard reading.durationSeconds != nil, let minutes = task.estimatedMinutes,
      (1...LineLimits.estimateMinutes).contains(Int(minutes))
    else { return false }
    draft.estimatedMinutes = minutes
    explain(&draft, .estimatedMinutes)
    return true
  }
}
