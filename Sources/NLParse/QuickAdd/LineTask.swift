import FoundationEssentials
public import Shared

/// Makes a task of a line that was read: names become ids, local times become instants, and every
/// field says which words it came from.
public struct LineTask: Sendable {
  /// The task.
  public private(set) var draft: TaskDraft
  /// Names that nothing was found for.
  public private(set) var warnings: [String] = []

  private let reading: LineReading
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
    fillTimes()
    fillNames()
    fillRest()
    draft.facts.warnings += warnings
  }

  /// Notes the words that a field came from.
  private mutating func explain(_ field: TaskField, _ kind: LineField.Kind) {
    guard let source = reading.fields.first(where: { $0.kind == kind }) else { return }
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

  /// A stretch: of hours it is when the task is done and how long it takes; of days the time from
  /// its first day to its last, where it was written as one.
  private mutating func fillStretch(_ due: LineMoment, _ end: CivilDateTime) {
    if due.hasTime, due.grain <= .minute || due.grain == .hour {
      let seconds = end.wallSeconds - due.start.wallSeconds
      guard reading.durationSeconds == nil, seconds > 0, seconds <= 12 * 3_600,
        due.grain == .minute || due.grain == .second
      else { return }
      draft.estimatedMinutes = Int32(seconds / 60)
      explain(.estimatedMinutes, .due)
    } else if due.grain == .day, end.date > due.start.date {
      draft.facts.notBefore = zone.startOfDay(due.start.date)
      draft.due = zone.instant(of: CivilDateTime(end.date, .endOfDay))
      explain(.notBefore, .due)
    }
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
        warnings.append("project_unknown")
      }
    }
    if !draft.tags.isEmpty { explain(.tags, reading.tags.isEmpty ? .project : .tag) }
    for name in reading.assignees.prefix(1) {
      if let member = directory.member(name) {
        draft.facts.assignee = member.id
        explain(.assignee, .assignee)
      } else {
        draft.title += " +" + name
        warnings.append("assignee_unknown")
      }
    }
  }

  private mutating func fillRest() {
    if let priority = reading.priority, let known = TaskPriority(rawValue: Int16(priority)) {
      draft.priority = known
      explain(.priority, .priority)
    }
    if let seconds = reading.durationSeconds {
      draft.estimatedMinutes = Int32(clamping: max(1, (seconds + 59) / 60))
      explain(.estimatedMinutes, .duration)
    }
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
    if draft.due == nil {
      draft.reminders.removeAll { if case .before = $0.time { true } else { false } }
    }
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
}
