import FoundationEssentials

/// The linked rows that a change takes away and adds.
struct TaskLinkChange: Sendable {
  /// The rows to take away, as they stand.
  private(set) var removed = TaskLinks()
  /// The rows to add.
  private(set) var added = TaskLinks()

  private static let factsSQL = SQL(
    "read_task_facts",
    """
    select to_jsonb(f) as row from pipeline.task_facts f
    where f.task_id = $1 and f.workspace_id = $2 for update
    """)

  private static let tagsSQL = SQL(
    "read_task_tags",
    """
    select jsonb_build_object('task_id', x.task_id, 'tag_id', x.tag_id, 'name', g.name) as row
    from public.task_tags x join public.tags g on g.id = x.tag_id
    where x.task_id = $1 and g.workspace_id = $2
      and lower(g.name) in (select lower(name) from unnest($3::text[]) name)
    """)

  private static let blocksSQL = SQL(
    "read_planned_blocks",
    """
    select to_jsonb(b) as row from pipeline.planned_blocks b
    where b.task_id = $1 and b.workspace_id = $2 and b.state = 'planned' for update
    """)

  private static let exceptionsSQL = SQL(
    "read_recurrence_exceptions",
    """
    select to_jsonb(x) || jsonb_build_object('task_id', x.original_task_id) as row
    from public.task_recurrence_exceptions x
    join public.tasks t on t.id = x.original_task_id and t.workspace_id = $2
    where x.original_task_id = $1 and x.original_date = any($3) for update of x
    """)

  private static let commentSQL = SQL(
    "read_thread_path",
    """
    select c.thread_path::text as path from public.task_comments c
    join public.tasks t on t.id = c.task_id and t.workspace_id = $3
    where c.id = $1 and c.task_id = $2
    """)

  /// Reads what stands there now and works out the rows; throws where a value is refused.
  init(
    _ change: TaskChange, row: TaskRow, as actor: Actor, in session: any PostgresSession
  ) async throws {
    let task = row.id
    for name in change.addedTags {
      let fitted = TaskText.fit(TaskText.oneLine(name), TaskLimits.tagCharacters).text
      if !fitted.isEmpty {
        added.append(["task_id": task.json, "name": .string(fitted)], to: .tags)
      }
    }
    if !change.removedTags.isEmpty {
      removed.rows[.tags] = try await Self.rows(
        session.query(Self.tagsSQL, [task, actor.workspace, change.removedTags]))
    }
    for attachment in change.attachments {
      added.append(
        try attachment.fitted().0.row(task: task, actor: actor), to: .attachments)
    }
    for reminder in change.reminders {
      added.append(reminder.row(task: task, actor: actor), to: .reminders)
    }
    for blocker in change.blockers {
      added.append(TaskEdge(blocker: blocker, blocked: task).json, to: .dependencies)
    }
    for note in change.provenance { added.append(note.row(task: task), to: .provenance) }
    for comment in change.comments {
      try await add(comment, task: task, as: actor, in: session)
    }
    if let blocks = change.blocks {
      removed.rows[.blocks] = try await Self.rows(
        session.query(Self.blocksSQL, [task, actor.workspace]))
      for block in blocks {
        added.append(
          try Self.row(of: block, task: task, user: change.blocksUser ?? actor.user), to: .blocks)
      }
    }
    if !change.dateExceptions.isEmpty {
      removed.rows[.exceptions] = try await Self.rows(
        session.query(
          Self.exceptionsSQL, [task, actor.workspace, change.dateExceptions.map(\.original)]))
      for exception in change.dateExceptions {
        if let row = exception.row(task: task) { added.append(row, to: .exceptions) }
      }
    }
    try await changeFacts(change, task: task, as: actor, in: session)
  }

  private static func rows(_ result: PostgresResult) throws -> [JSONValue] {
    try result.map { try $0.get("row", as: JSONValue.self) }
  }

  private static func row(of block: InstantRange, task: UUID, user: UUID) throws -> JSONValue {
    guard let lower = block.lower, let upper = block.upper, lower < upper,
      TaskTimestamp.storable.contains(lower), TaskTimestamp.storable.contains(upper)
    else { throw TaskError(.invalid, field: "blocks", "a block has a start and a later end") }
    return [
      "id": UUID().json, "task_id": task.json, "user_id": user.json,
      "during": .string("[\(lower),\(upper))"),
    ]
  }

  /// Facts are one row, so a change takes the old row away and adds the new one.
  private mutating func changeFacts(
    _ change: TaskChange, task: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws {
    var values: JSONObject = [:]
    for field in TaskField.allCases {
      guard field.storage == .fact, let value = change.fields[field] else { continue }
      values[field.rawValue] = try field.checked(value)
    }
    guard values.count > 0 || !change.warnings.isEmpty || change.details.count > 0 else { return }
    let old = try await Self.rows(session.query(Self.factsSQL, [task, actor.workspace])).first
    var new = old?.objectValue ?? ["task_id": task.json]
    for member in values.members { new[member.key] = member.value }
    if !change.warnings.isEmpty {
      let known = new["warnings"]?.arrayValue ?? []
      let fresh = change.warnings.map { JSONValue.string($0) }.filter { !known.contains($0) }
      new["warnings"] = .array(Array((known + fresh).prefix(TaskLimits.warnings)))
    }
    if change.details.count > 0 {
      var details = new["details"]?.objectValue ?? [:]
      for member in change.details.members {
        details[member.key] = member.value.isNull ? nil : member.value
      }
      new["details"] = .object(details)
    }
    new["updated_at"] = nil
    if let old { removed.append(old, to: .facts) }
    added.append(.object(new), to: .facts)
  }

  private mutating func add(
    _ comment: TaskComment, task: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws {
    var path = comment.id.ltreeLabel
    if let parent = comment.parent {
      guard
        let above = try await session.queryRow(
          Self.commentSQL, [parent, task, actor.workspace])
      else { throw TaskError.notFound("comment", parent) }
      path = (try above.get("path", as: String?.self) ?? parent.ltreeLabel) + "." + path
    }
    added.append(
      .members([
        "id": comment.id.json, "task_id": task.json,
        "user_id": (comment.author ?? actor.user).json,
        "content": .string(
          TaskText.fit(comment.content, TaskLimits.descriptionCharacters).text),
        "parent_comment_id": comment.parent.json, "thread_path": .string(path),
      ]), to: .comments)
  }
}

extension UUID {
  /// The UUID as a label of `ltree`, which refuses hyphens in PostgreSQL 15.
  var ltreeLabel: String {
    uuidString.lowercased().filter { $0 != "-" }
  }
}
