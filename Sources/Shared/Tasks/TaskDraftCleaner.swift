import FoundationEssentials

/// Makes one draft fit the columns: cuts and marks what is too long, refuses what cannot be stored.
struct TaskDraftCleaner {
  /// The draft, clean once ``run()`` has returned.
  private(set) var draft: TaskDraft
  /// Codes of what was cut.
  private(set) var warnings: [String] = []

  /// A cleaner of that draft; nothing is changed yet.
  init(_ draft: TaskDraft) {
    self.draft = draft
  }

  /// Cuts and cleans; throws where something cannot be stored.
  mutating func run() throws(TaskError) {
    draft.title = fit(TaskText.oneLine(draft.title), TaskLimits.titleCharacters, "title_cut")
    guard !draft.title.isEmpty else {
      throw TaskError(.invalid, field: "title", "the title is empty")
    }
    if let text = draft.description {
      draft.description = fit(text, TaskLimits.descriptionCharacters, "description_cut")
    }
    try checkNumbers()
    try checkTimes()
    if let rule = draft.recurrenceRule {
      draft.recurrenceRule = TaskText.clean(rule)
      guard rule.unicodeScalars.count <= TaskLimits.recurrenceRuleCharacters else {
        throw TaskError(.limit, field: "recurrence_rule", "the recurrence rule is too long")
      }
    }
    if let zone = TaskZone.name(of: draft.timezone) {
      draft.timezone = zone
    } else {
      draft.timezone = "UTC"
      warnings.append("timezone_unknown")
    }
    cleanTags()
    try cleanFacts()
    try cleanParts()
    draft.facts.warnings = Array(
      (draft.facts.warnings + warnings).prefix(TaskLimits.warnings)
        .map { TaskText.fit($0, TaskLimits.provenanceCharacters).text })
    draft.subtasks = []
  }

  private mutating func fit(_ text: String, _ limit: Int, _ code: String) -> String {
    let (fitted, cut) = TaskText.fit(text, limit)
    if cut, !warnings.contains(code) { warnings.append(code) }
    return fitted
  }

  private func checkNumbers() throws(TaskError) {
    if let minutes = draft.estimatedMinutes, minutes < 0 {
      throw TaskError(.invalid, field: "estimated_minutes", "minutes are not negative")
    }
    guard draft.timeSpentMinutes >= 0 else {
      throw TaskError(.invalid, field: "time_spent_minutes", "minutes are not negative")
    }
    if let occurrence = draft.facts.occurrence, occurrence < 1 {
      throw TaskError(.invalid, field: "occurrence", "occurrences count from 1")
    }
  }

  private func checkTimes() throws(TaskError) {
    let times: [(String, Instant?)] = [
      ("start_date", draft.start), ("due_date", draft.due), ("soft_deadline", draft.softDeadline),
      ("completed_at", draft.completedAt), ("not_before", draft.facts.notBefore),
    ]
    for (field, time) in times {
      if let time, !TaskTimestamp.storable.contains(time) {
        throw TaskError(.invalid, field: field, "the time is outside the years 1 to 9999")
      }
    }
    if let start = draft.facts.seriesStart, !TaskTimestamp.isLocal(start) {
      throw TaskError(.invalid, field: "series_start", "a local time is expected")
    }
  }

  private mutating func cleanTags() {
    var seen: Set<String> = []
    var tags: [String] = []
    for tag in draft.tags {
      let name = fit(TaskText.oneLine(tag), TaskLimits.tagCharacters, "tag_cut")
      if !name.isEmpty, seen.insert(name.lowercased()).inserted { tags.append(name) }
    }
    if tags.count > TaskLimits.tags {
      warnings.append("tags_cut")
      tags.removeLast(tags.count - TaskLimits.tags)
    }
    draft.tags = tags
  }

  private mutating func cleanFacts() throws(TaskError) {
    let limit = TaskLimits.factCharacters
    draft.facts.place = draft.facts.place.map { fit($0, limit, "place_cut") }
    draft.facts.sourceURL = draft.facts.sourceURL.map { fit($0, limit, "source_url_cut") }
    draft.facts.canonicalURL = draft.facts.canonicalURL.map { fit($0, limit, "source_url_cut") }
    draft.facts.sourceKind = draft.facts.sourceKind.map { TaskText.fit($0, 100).text }
    if draft.facts.attendees.count > TaskLimits.attendees {
      draft.facts.attendees.removeLast(draft.facts.attendees.count - TaskLimits.attendees)
      warnings.append("attendees_cut")
    }
  }

  private mutating func cleanParts() throws(TaskError) {
    guard draft.attachments.count <= TaskLimits.attachments else {
      throw TaskError(.limit, field: "attachments", "too many attachments")
    }
    guard draft.reminders.count <= TaskLimits.reminders else {
      throw TaskError(.limit, field: "reminders", "too many reminders")
    }
    guard draft.provenance.count <= TaskLimits.provenance else {
      throw TaskError(.limit, field: "provenance", "too many notes of origin")
    }
    var attachments: [TaskAttachment] = []
    for attachment in draft.attachments {
      let (clean, cut) = try attachment.fitted()
      attachments.append(clean)
      if cut { warnings.append("file_name_cut") }
    }
    draft.attachments = attachments
    draft.provenance = draft.provenance.map { note in
      var note = note
      note.value = note.value.map { TaskText.fit($0, TaskLimits.provenanceCharacters).text }
      return note
    }
    draft.reminders = draft.reminders.map { reminder in
      TaskReminder(reminder.time, channel: TaskText.fit(reminder.channel, 20).text)
    }
  }
}
