import FoundationEssentials

extension TaskDraft {
  /// The draft as JSON, fields at their default left out; ``init(json:)`` reads it back.
  public var json: JSONValue {
    var object: JSONObject = ["title": .string(title)]
    object["key"] = key.map { .string($0) }
    object["description"] = description.map { .string($0) }
    object["project_id"] = project.json
    object["parent_task_id"] = parent.json
    if priority != .none { object["priority"] = .int(Int64(priority.rawValue)) }
    if status != .todo { object["status"] = .string(status.rawValue) }
    object["bucket_id"] = bucket.json
    object["completed_at"] = completedAt.json
    if archived { object["archived"] = true }
    object["start_date"] = start.json
    object["due_date"] = due.json
    object["soft_deadline"] = softDeadline.json
    if isHardDeadline { object["is_hard_deadline"] = true }
    object["recurrence_rule"] = recurrenceRule.map { .string($0) }
    if timezone != "UTC" { object["timezone"] = .string(timezone) }
    object["estimated_minutes"] = estimatedMinutes.map { .int(Int64($0)) }
    if timeSpentMinutes != 0 { object["time_spent_minutes"] = .int(Int64(timeSpentMinutes)) }
    let facts = facts.json
    if facts.objectValue?.count ?? 0 > 0 { object["facts"] = facts }
    let lists: [(String, [JSONValue])] = [
      ("tags", tags.map { .string($0) }), ("subtasks", subtasks.map(\.json)),
      ("blocked_by", blockedBy.map(\.json)), ("blocking", blocking.map(\.json)),
      ("reminders", reminders.map(\.json)), ("attachments", attachments.map(\.json)),
      ("provenance", provenance.map(\.json)),
    ]
    for (name, items) in lists where !items.isEmpty { object[name] = .array(items) }
    return .object(object)
  }

  /// Reads a draft; throws `invalid` with the member's path where one does not fit.
  public init(json: JSONValue) throws(TaskError) {
    try self.init(JSONMembers(json), depth: 1)
  }

  /// Reads a draft that nests at that depth, 1 for the outermost.
  init(_ members: JSONMembers, depth: Int) throws(TaskError) {
    guard depth <= TaskLimits.draftDepth else {
      throw TaskError(.limit, field: members.path, "sub-tasks nest too deeply")
    }
    self.init(title: try members.requiredString("title"))
    key = try members.string("key")
    description = try members.string("description")
    project = try members.uuid("project_id")
    parent = try members.uuid("parent_task_id")
    if let number = try members.int32("priority") {
      guard let known = Int16(exactly: number).flatMap(TaskPriority.init(rawValue:)) else {
        throw members.misfit("priority", "0, 1, 2 or 3")
      }
      priority = known
    }
    status = try members.choice("status") ?? .todo
    bucket = try members.uuid("bucket_id")
    completedAt = try members.instant("completed_at")
    archived = try members.bool("archived")
    start = try members.instant("start_date")
    due = try members.instant("due_date")
    softDeadline = try members.instant("soft_deadline")
    isHardDeadline = try members.bool("is_hard_deadline")
    recurrenceRule = try members.string("recurrence_rule")
    timezone = try members.string("timezone") ?? "UTC"
    estimatedMinutes = try members.int32("estimated_minutes")
    timeSpentMinutes = try members.int32("time_spent_minutes") ?? 0
    if let value = members.object["facts"], !value.isNull {
      facts = try TaskFacts(JSONMembers(value, path: members.place("facts")))
    }
    tags = try members.strings("tags")
    subtasks = try members.list("subtasks") { item throws(TaskError) in
      try TaskDraft(item, depth: depth + 1)
    }
    blockedBy = try members.list("blocked_by") { item throws(TaskError) in
      try TaskReference(item)
    }
    blocking = try members.list("blocking") { item throws(TaskError) in try TaskReference(item) }
    reminders = try members.list("reminders") { item throws(TaskError) in
      try TaskReminder(item)
    }
    attachments = try members.list("attachments") { item throws(TaskError) in
      try TaskAttachment(item)
    }
    provenance = try members.list("provenance") { item throws(TaskError) in
      try Provenance(item)
    }
  }
}

extension UUID? {
  /// The UUID in lower case, as PostgreSQL writes it.
  var json: JSONValue? { self?.json }
}

extension UUID {
  /// The UUID in lower case, as PostgreSQL writes it.
  var json: JSONValue { .string(uuidString.lowercased()) }
}

extension Instant? {
  /// ISO 8601 in UTC.
  var json: JSONValue? { self?.json }
}

extension Instant {
  /// ISO 8601 in UTC.
  var json: JSONValue { .string(description) }
}
