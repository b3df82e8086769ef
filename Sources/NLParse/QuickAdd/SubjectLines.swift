import FoundationEssentials
public import Shared

/// The commands in the subjects of owners' mails, read by quick add, and what the owners' earlier
/// tasks say about what a subject leaves open.
public struct SubjectLines: SubjectReading {
  private let choices: LinePolicy.Choices
  private let suggester: (any LineSuggesting)?
  private let parser = LineParser()

  /// A reader with the operator's choices, and with what finds earlier tasks; nil for nothing.
  public init(
    choices: LinePolicy.Choices = .init(), suggester: (any LineSuggesting)? = nil
  ) {
    self.choices = choices
    self.suggester = suggester
  }

  /// The draft with what the subject says; explicit commands win over the address's project.
  public func apply(
    _ subject: String, to draft: TaskDraft, as actor: Actor, at now: Instant,
    in session: any PostgresSession
  ) async throws -> TaskDraft {
    let directory = try await LineDirectory.read(as: actor, in: session)
    var context = LineContext(
      now: directory.zone.local(at: now), zone: directory.zone, language: choices.language,
      policy: choices.policy)
    context.projects = directory.projectNames
    context.tags = directory.tags.map(\.name)
    var reading = parser.read(subject, context)
    // A colon in a subject lists no sub-tasks, and nobody is assigned or awaited by mail.
    if !reading.subtasks.isEmpty { reading.keepWholeLine() }
    for field in reading.fields where field.kind == .dependency || field.kind == .assignee {
      reading.giveBack(field, because: nil)
    }
    reading.subtasks = []
    reading.dependencies = []
    reading.assignees = []
    guard !reading.fields.isEmpty else { return await completed(draft, directory, as: actor) }
    var line = LineTask(reading, directory, now: now)
    if draft.due == nil { line.giveBackReminders() }
    return await completed(SubjectLines.merged(line.draft, into: draft), directory, as: actor)
  }

  /// The draft with what earlier tasks are sure of; the address's project stays.
  private func completed(
    _ draft: TaskDraft, _ directory: LineDirectory, as actor: Actor
  ) async -> TaskDraft {
    guard let suggester, choices.suggests else { return draft }
    var merge = LineMerge(draft, directory)
    merge.take(
      await suggester.suggestion(
        for: draft.title, as: actor,
        within: .milliseconds(LineLimits.slowSuggestionMilliseconds)))
    return merge.result
  }

  private static func merged(_ line: TaskDraft, into draft: TaskDraft) -> TaskDraft {
    var merged = draft
    merged.title = line.title
    if let project = line.project { merged.project = project }
    for tag in line.tags where !merged.tags.contains(tag) { merged.tags.append(tag) }
    if line.priority != .none { merged.priority = line.priority }
    if line.due != nil {
      merged.due = line.due
      merged.facts.dueGrain = line.facts.dueGrain
      merged.isHardDeadline = line.isHardDeadline
      merged.recurrenceRule = line.recurrenceRule
      merged.facts.seriesStart = line.facts.seriesStart
      merged.facts.repeatFrom = line.facts.repeatFrom
      merged.timezone = line.timezone
    }
    if line.facts.notBefore != nil { merged.facts.notBefore = line.facts.notBefore }
    if line.softDeadline != nil { merged.softDeadline = line.softDeadline }
    if line.estimatedMinutes != nil { merged.estimatedMinutes = line.estimatedMinutes }
    merged.reminders += line.reminders
    let told = Set(line.provenance.map(\.field))
    merged.provenance.removeAll { told.contains($0.field) }
    merged.provenance += line.provenance
    merged.facts.warnings += line.facts.warnings
    return merged
  }
}
