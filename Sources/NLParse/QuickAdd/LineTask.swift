import FoundationEssentials
public import Shared

/// Makes a task of a line that was read: names become ids, local times become instants, and every
/// field says which words it came from. What a task cannot hold goes back into its title.
public struct LineTask: Sendable {
  /// The task.
  public private(set) var draft: TaskDraft
  /// What was understood of the line, without what its task cannot hold.
  public private(set) var reading: LineReading
  /// Names that nothing was found for, and words that could not be taken as what they say.
  public var warnings: [String] { draft.facts.warnings }

  private let directory: LineDirectory
  private let zone: Zone

  /// The task that a reading describes; titles of tasks it waits for are looked up by the caller.
  public init(_ reading: LineReading, _ directory: LineDirectory, now: Instant) {
    self.reading = reading
    self.directory = directory
    zone = directory.zone
    draft = TaskDraft(title: reading.title)
    draft.facts.sourceKind = "line"
    draft.timezone = zone.name
    if reading.isDone { draft.status = .done }
    fillTimes()
    fillNames()
    fillRest()
    draft.title = self.reading.title
    draft.facts.warnings += self.reading.warnings
  }

  /// Where the task has no date that a reminder "1h before" could count from, gives its words back
  /// to the title and says so.
  public mutating func giveBackReminders() {
    LineTask.giveBackReminders(of: &reading, in: &draft)
  }

  /// The same for a draft that was completed since: nothing happens where it has a date by now.
  static func giveBackReminders(of reading: inout LineReading, in draft: inout TaskDraft) {
    let isBefore = { (reminder: LineReminder) in
      if case .before = reminder { true } else { false }
    }
    guard draft.due == nil, reading.reminders.contains(where: isBefore) else { return }
    let before = reading.title
    var words = ""
    let fields = reading.fields.filter { $0.kind == .reminder }
    for (field, reminder) in zip(fields, reading.reminders) where isBefore(reminder) {
      words += " " + reading.words(of: field)
      reading.giveBack(field, because: "reminder_without_due")
    }
    reading.reminders.removeAll(where: isBefore)
    draft.reminders.removeAll { if case .before = $0.time { true } else { false } }
    if draft.reminders.isEmpty { draft.provenance.removeAll { $0.field == .reminders } }
    // A model may have taken other words out of the title since.
    draft.title = draft.title == before ? reading.title : draft.title + words
    draft.facts.warnings.append("reminder_without_due")
  }

  /// Notes the words that a field came from: the first of those kinds that the line has.
  private mutating func explain(_ field: TaskField, _ kinds: LineField.Kind...) {
    let fields = reading.fields
    let first = kinds.compactMap { kind in fields.first { $0.kind == kind } }.first
    guard let source = first else { return }
    draft.explain(
      field, value: source.value, as: .span,
      reference: [
        "start": .int(Int64(source.span.lowerBound)), "end": .int(Int64(source.span.upperBound)),
      ], confidence: source.confidence)
  }

  /// The instant of a due date: the time that was named, else the end of its day.
  private func instant(_ moment: LineMoment) -> Instant {
    let due = moment.due
    return zone.instant(of: moment.hasTime ? due : CivilDateTime(due.date, .endOfDay))
  }

  private mutating func fillTimes() {
    if let repetition = reading.repetition {
      let start = repetition.start
      draft.recurrenceRule = repetition.rule
      draft.due = zone.instant(
        of: repetition.hasTime ? start : CivilDateTime(start.date, .endOfDay))
      draft.facts.dueGrain = repetition.hasTime ? .minute : .day
      draft.facts.seriesStart = start.description
      draft.facts.repeatFrom = repetition.fromCompletion ? .completion : .schedule
      if !repetition.exceptions.isEmpty {
        draft.facts.details["exceptions"] = .array(
          repetition.exceptions.map { .string($0.description) })
      }
      explain(.recurrenceRule, .repetition)
      explain(.due, .repetition)
    } else if let due = reading.due {
      draft.due = instant(due)
      draft.facts.dueGrain = due.hasTime ? .minute : .day
      explain(.due, .due)
      if due.kind == .interval, !due.isDueAtEnd, let end = due.end { fillStretch(due, end) }
    }
    if reading.isHardDeadline {
      draft.isHardDeadline = true
      explain(.isHardDeadline, .due)
    }
    if let soft = reading.softDeadline {
      draft.softDeadline = instant(soft)
      explain(.softDeadline, .softDeadline)
    }
    if let start = reading.notBefore {
      draft.facts.notBefore =
        start.hasTime ? zone.instant(of: start.start) : zone.startOfDay(start.start.date)
      explain(.notBefore, .start)
    }
    draft.facts.floating = reading.isFloating
  }

  /// A stretch of days: the time from its first day to its last, where it was written as one.
  private mutating func fillStretch(_ due: LineMoment, _ end: CivilDateTime) {
    guard due.grain == .day, end.date > due.start.date else { return }
    draft.facts.notBefore = zone.startOfDay(due.start.date)
    draft.due = zone.instant(of: CivilDateTime(end.date, .endOfDay))
    explain(.notBefore, .due)
  }

  private mutating func fillNames() {
    draft.tags = reading.tags
    if !reading.project.isEmpty {
      if let project = directory.project(reading.project) {
        draft.project = project.id
        explain(.project, .project)
      } else {
        // Nothing that was typed gets lost: a name that no project has becomes a tag.
        draft.tags.append(reading.project.joined(separator: "/"))
        draft.facts.warnings.append("project_unknown")
      }
    }
    if !draft.tags.isEmpty { explain(.tags, reading.tags.isEmpty ? .project : .tag) }
    let fields = reading.fields.filter { $0.kind == .assignee }
    for (field, name) in zip(fields, reading.assignees) {
      guard let member = directory.member(name) else {
        reading.giveBack(field, because: "assignee_unknown")
        continue
      }
      if draft.facts.assignee == nil {
        draft.facts.assignee = member.id
      } else if draft.facts.assignee != member.id {
        reading.giveBack(field, because: "assignee_extra")
      }
    }
    reading.assignees = reading.fields.filter { $0.kind == .assignee }.map(\.value)
    if draft.facts.assignee != nil { explain(.assignee, .assignee) }
  }

  private mutating func fillRest() {
    if let priority = reading.priority, let known = TaskPriority(rawValue: Int16(priority)) {
      draft.priority = known
      explain(.priority, .priority)
    }
    fillEstimate()
    draft.facts.sourceURL = reading.urls.first
    if !reading.urls.isEmpty { explain(.sourceURL, .url) }
    for reminder in reading.reminders {
      switch reminder {
      case .before(let minutes):
        draft.reminders.append(TaskReminder(.before(minutes: Int32(clamping: minutes), .due)))
      case .at(let local): draft.reminders.append(TaskReminder(.at(zone.instant(of: local))))
      }
    }
    if !draft.reminders.isEmpty { explain(.reminders, .reminder) }
    draft.subtasks = reading.subtasks.map { title in
      var subtask = TaskDraft(title: title)
      subtask.facts.sourceKind = "line"
      subtask.timezone = zone.name
      return subtask
    }
    if !draft.subtasks.isEmpty { explain(.subtasks, .subtask) }
    draft.explain(
      .title, as: .span, reference: [:], confidence: reading.fields.isEmpty ? 1 : 0.95)
  }

  /// The estimate; where the line names more than a task may have, its words stay title.
  private mutating func fillEstimate() {
    guard let seconds = reading.durationSeconds else { return }
    let minutes = max(1, (seconds + 59) / 60)
    guard minutes <= LineLimits.estimateMinutes else {
      reading.durationSeconds = nil
      for field in reading.fields where field.kind == .duration {
        reading.giveBack(field, because: "estimate_too_long")
      }
      return
    }
    draft.estimatedMinutes = Int32(minutes)
    explain(.estimatedMinutes, .duration, .due, .repetition)
  }
}
