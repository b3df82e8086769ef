import FoundationEssentials

extension TaskLinks {
  /// The rows that a draft asks for beside its task, dependencies left out.
  init(_ draft: TaskDraft, task: UUID, actor: Actor) {
    self.init()
    for tag in draft.tags {
      append(["task_id": task.json, "name": .string(tag)], to: .tags)
    }
    var facts = draft.facts.json.objectValue ?? [:]
    if facts.count > 0 {
      facts["task_id"] = task.json
      append(.object(facts), to: .facts)
    }
    for attachment in draft.attachments {
      append(attachment.row(task: task, actor: actor), to: .attachments)
    }
    for reminder in draft.reminders {
      append(reminder.row(task: task, actor: actor), to: .reminders)
    }
    for note in draft.provenance {
      append(note.row(task: task), to: .provenance)
    }
    for exception in draft.dateExceptions {
      if let row = exception.row(task: task) { append(row, to: .exceptions) }
    }
  }

  /// The rows by the value that a function gives for each; rows without one are left out.
  func grouped(by key: (JSONValue) -> JSONValue?) -> [JSONValue: TaskLinks] {
    var groups: [JSONValue: TaskLinks] = [:]
    for table in Table.allCases {
      for row in rows[table] ?? [] {
        if let value = key(row) { groups[value, default: TaskLinks()].append(row, to: table) }
      }
    }
    return groups
  }
}

extension TaskEdge {
  /// The row of `task_dependencies`.
  var json: JSONValue {
    ["blocker_task_id": blocker.json, "blocked_task_id": blocked.json]
  }
}

extension TaskAttachment {
  /// The row of `attachments`.
  func row(task: UUID, actor: Actor) -> JSONValue {
    var row = json.objectValue ?? [:]
    row["id"] = UUID().json
    row["task_id"] = task.json
    row["uploader_id"] = actor.user.json
    return .object(row)
  }
}

extension TaskReminder {
  /// The row of `pipeline.reminders`.
  func row(task: UUID, actor: Actor) -> JSONValue {
    var row: JSONObject = [
      "id": UUID().json, "task_id": task.json, "user_id": actor.user.json,
      "channel": .string(channel),
    ]
    switch time {
    case .at(let instant): row["remind_at"] = instant.json
    case .before(let minutes, let anchor):
      row["offset_minutes"] = .int(Int64(minutes))
      row["anchor"] = .string(anchor.rawValue)
    }
    return .object(row)
  }
}

extension Provenance {
  /// The row of `pipeline.provenance`.
  func row(task: UUID) -> JSONValue {
    var row = json.objectValue ?? [:]
    row["id"] = UUID().json
    row["task_id"] = task.json
    return .object(row)
  }
}
