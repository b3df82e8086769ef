import FoundationEssentials
import Shared

extension RecurringTask {
  /// The draft of the next occurrence: this task's fields at the step's time.
  ///
  /// Every other time keeps its distance from the occurrence's on the wall clock. `isPlanned` says
  /// that the start is a plan's, which the next occurrence has none of yet.
  func next(_ step: RecurringSeries.Step, from template: TaskDraft, isPlanned: Bool) -> TaskDraft {
    let seconds = step.place.wallSeconds - anchorLocal.wallSeconds
    var draft = template.shifted(by: seconds, in: position.zone)
    if isPlanned, anchor != .start { draft.start = nil }
    let due =
      position.isWholeDays
      ? CivilDateTime(step.place.date, isDayStart ? .midnight : .endOfDay) : step.place
    let time = position.zone.instant(of: due)
    switch anchor {
    case .softDeadline: draft.softDeadline = time
    case .start: draft.start = time
    default: draft.due = time
    }
    draft.facts.dueGrain = position.isWholeDays ? .day : .minute
    draft.facts.seriesID = series
    draft.facts.occurrence = Int32(clamping: step.number)
    draft.facts.seriesStart = position.start.description
    draft.facts.repeatFrom = repeatFrom
    draft.facts.sourceKind = "recurrence"
    draft.facts.rawInput = nil
    draft.facts.warnings = []
    draft.facts.details["recurrence_original"] = .string(step.original.description)
    draft.explain(
      anchor, value: time.description, as: .rule,
      reference: [
        "series_id": .string(series.uuidString.lowercased()),
        "previous_task_id": .string(id.uuidString.lowercased()),
        "rule": .string(position.rule.description), "occurrence": .int(Int64(step.number)),
      ], confidence: 1)
    return draft
  }
}

extension TaskDraft {
  /// The draft with all its times that many seconds later on the wall clock of `zone`, its
  /// sub-tasks too. What only one row of a series may carry is left out below the top.
  fileprivate func shifted(by seconds: Int, in zone: Zone) -> TaskDraft {
    func later(_ instant: Instant?) -> Instant? {
      instant.map { zone.instant(of: zone.local(at: $0).adding(wallSeconds: seconds)) }
    }
    var draft = self
    draft.start = later(start)
    draft.due = later(due)
    draft.softDeadline = later(softDeadline)
    draft.facts.notBefore = later(facts.notBefore)
    draft.reminders = reminders.map { reminder in
      guard case .at(let time) = reminder.time, let time = later(time) else { return reminder }
      return TaskReminder(.at(time), channel: reminder.channel)
    }
    draft.subtasks = subtasks.map { child in
      var child = child.shifted(by: seconds, in: zone)
      child.facts.seriesID = nil
      child.facts.occurrence = nil
      child.facts.rawInput = nil
      child.facts.seriesStart = child.facts.seriesStart.flatMap { CivilDateTime($0) }
        .map { $0.adding(wallSeconds: seconds).description }
      child.facts.details["recurrence_original"] = nil
      return child
    }
    return draft
  }
}
