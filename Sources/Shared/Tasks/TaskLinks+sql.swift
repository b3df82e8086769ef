import FoundationEssentials

extension TaskLinks {
  /// Writes the rows; one that stands there already is left as it is.
  ///
  /// Tags are found or made by name, so `tags` rows may lack `tag_id`. Returns the rows as stored.
  func insert(as actor: Actor, in session: any PostgresSession) async throws -> TaskLinks {
    var stored = TaskLinks()
    if let items = rows[.tags], !items.isEmpty {
      for row in try await TagWriter.link(items, as: actor, in: session) {
        stored.append(row, to: .tags)
      }
    }
    let tables = Table.allCases.filter { $0 != .tags && !(rows[$0] ?? []).isEmpty }
    guard !tables.isEmpty else { return stored }
    let results = try await session.pipeline { batch in
      for table in tables {
        batch.add(
          table.insertSQL, [TaskText.clean(.array(rows[table] ?? [])), actor.workspace])
      }
    }
    for (table, result) in zip(tables, results) {
      for row in result { stored.append(try row.get("row", as: JSONValue.self), to: table) }
    }
    return stored
  }

  /// Removes the rows where they still stand there.
  func delete(as actor: Actor, in session: any PostgresSession) async throws {
    let tables = Table.allCases.reversed().filter { !(rows[$0] ?? []).isEmpty }
    guard !tables.isEmpty else { return }
    try await session.pipeline { batch in
      for table in tables {
        batch.add(table.deleteSQL, [JSONValue.array(rows[table] ?? []), actor.workspace])
      }
    }
  }
}

extension TaskLinks.Table {
  /// Adds rows of `$1`, a list, that belong to tasks of the workspace `$2`.
  fileprivate var insertSQL: SQL {
    switch self {
    case .tags: Self.insertTags
    case .facts: Self.insertFacts
    case .dependencies: Self.insertDependencies
    case .attachments: Self.insertAttachments
    case .reminders: Self.insertReminders
    case .provenance: Self.insertProvenance
    case .blocks: Self.insertBlocks
    case .comments: Self.insertComments
    case .exceptions: Self.insertExceptions
    }
  }

  /// Removes rows of `$1`, a list, that belong to tasks of the workspace `$2`.
  fileprivate var deleteSQL: SQL {
    switch self {
    case .tags: Self.deleteTags
    case .facts: Self.deleteFacts
    case .dependencies: Self.deleteDependencies
    case .attachments: Self.deleteAttachments
    case .reminders: Self.deleteReminders
    case .provenance: Self.deleteProvenance
    case .blocks: Self.deleteBlocks
    case .comments: Self.deleteComments
    case .exceptions: Self.deleteExceptions
    }
  }

  private static let insertTags = SQL(
    "insert_task_tags",
    """
    insert into public.task_tags (task_id, tag_id)
    select r.task_id, r.tag_id from jsonb_populate_recordset(null::public.task_tags, $1) r
    where exists (select from public.tasks t where t.id = r.task_id and t.workspace_id = $2)
    on conflict do nothing
    returning to_jsonb(task_tags) as row
    """)

  private static let insertFacts = SQL(
    "insert_task_facts",
    """
    insert into pipeline.task_facts (task_id, workspace_id, due_grain, floating, not_before,
      repeat_from, series_start, series_id, occurrence, assignee_id, place, source_kind,
      source_url, canonical_url, attendees, sender_class, warnings, details, raw_input_id,
      created_at, updated_at)
    select r.task_id, $2, r.due_grain, coalesce(r.floating, false), r.not_before,
      r.repeat_from, r.series_start, r.series_id, r.occurrence, r.assignee_id, r.place,
      r.source_kind, r.source_url, r.canonical_url, coalesce(r.attendees, '[]'), r.sender_class,
      coalesce(r.warnings, '{}'), coalesce(r.details, '{}'), r.raw_input_id,
      coalesce(r.created_at, now()), coalesce(r.updated_at, now())
    from jsonb_populate_recordset(null::pipeline.task_facts, $1) r
    on conflict (task_id) do nothing
    returning to_jsonb(task_facts) as row
    """)

  private static let insertDependencies = SQL(
    "insert_task_dependencies",
    """
    insert into public.task_dependencies (blocker_task_id, blocked_task_id, dependency_type,
      created_at)
    select r.blocker_task_id, r.blocked_task_id, coalesce(r.dependency_type, 'FINISH_TO_START'),
      coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::public.task_dependencies, $1) r
    where exists (select from public.tasks t where t.id = r.blocker_task_id
        and t.workspace_id = $2)
      and exists (select from public.tasks t where t.id = r.blocked_task_id
        and t.workspace_id = $2)
    on conflict do nothing
    returning to_jsonb(task_dependencies) as row
    """)

  private static let insertAttachments = SQL(
    "insert_attachments",
    """
    insert into public.attachments (id, task_id, uploader_id, file_name, file_type,
      file_size_bytes, s3_bucket, s3_key, storage_provider, is_public, created_at)
    select coalesce(r.id, gen_random_uuid()), r.task_id, r.uploader_id, r.file_name, r.file_type,
      r.file_size_bytes, r.s3_bucket, r.s3_key, r.storage_provider, coalesce(r.is_public, false),
      coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::public.attachments, $1) r
    where exists (select from public.tasks t where t.id = r.task_id and t.workspace_id = $2)
    on conflict do nothing
    returning to_jsonb(attachments) as row
    """)

  private static let insertReminders = SQL(
    "insert_reminders",
    """
    insert into pipeline.reminders (id, task_id, workspace_id, user_id, remind_at,
      offset_minutes, anchor, channel, state, created_at)
    select coalesce(r.id, gen_random_uuid()), r.task_id, $2, r.user_id, r.remind_at,
      r.offset_minutes, r.anchor, r.channel, coalesce(r.state, 'pending'),
      coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::pipeline.reminders, $1) r
    on conflict do nothing
    returning to_jsonb(reminders) as row
    """)

  private static let insertProvenance = SQL(
    "insert_provenance",
    """
    insert into pipeline.provenance (id, task_id, workspace_id, field, value, kind, reference,
      confidence, created_at)
    select coalesce(r.id, gen_random_uuid()), r.task_id, $2, r.field, r.value, r.kind,
      coalesce(r.reference, '{}'), r.confidence, coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::pipeline.provenance, $1) r
    on conflict do nothing
    returning to_jsonb(provenance) as row
    """)

  private static let insertBlocks = SQL(
    "insert_planned_blocks",
    """
    insert into pipeline.planned_blocks (id, task_id, workspace_id, user_id, during, state,
      external_calendar_id, external_event_id, created_at)
    select coalesce(r.id, gen_random_uuid()), r.task_id, $2, r.user_id, r.during,
      coalesce(r.state, 'planned'), r.external_calendar_id, r.external_event_id,
      coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::pipeline.planned_blocks, $1) r
    on conflict do nothing
    returning to_jsonb(planned_blocks) as row
    """)

  private static let insertComments = SQL(
    "insert_task_comments",
    """
    insert into public.task_comments (id, task_id, user_id, content, parent_comment_id,
      thread_path, created_at)
    select r.id, r.task_id, r.user_id, r.content, r.parent_comment_id, r.thread_path,
      coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::public.task_comments, $1) r
    where exists (select from public.tasks t where t.id = r.task_id and t.workspace_id = $2)
    on conflict do nothing
    returning to_jsonb(task_comments) as row
    """)

  private static let insertExceptions = SQL(
    "insert_recurrence_exceptions",
    """
    insert into public.task_recurrence_exceptions as x (id, original_task_id, original_date,
      new_date, is_completed, is_deleted, created_at)
    select r.id, r.original_task_id, r.original_date, r.new_date, coalesce(r.is_completed, false),
      coalesce(r.is_deleted, false), coalesce(r.created_at, now())
    from jsonb_populate_recordset(null::public.task_recurrence_exceptions, $1) r
    where exists (select from public.tasks t where t.id = r.original_task_id
      and t.workspace_id = $2)
    on conflict do nothing
    returning to_jsonb(x) || jsonb_build_object('task_id', x.original_task_id) as row
    """)

  private static let deleteTags = SQL(
    "delete_task_tags",
    """
    delete from public.task_tags x
    using jsonb_populate_recordset(null::public.task_tags, $1) r, public.tasks t
    where x.task_id = r.task_id and x.tag_id = r.tag_id and t.id = x.task_id
      and t.workspace_id = $2
    """)

  private static let deleteFacts = SQL(
    "delete_task_facts",
    """
    delete from pipeline.task_facts x
    using jsonb_populate_recordset(null::pipeline.task_facts, $1) r
    where x.task_id = r.task_id and x.workspace_id = $2
    """)

  private static let deleteDependencies = SQL(
    "delete_task_dependencies",
    """
    delete from public.task_dependencies x
    using jsonb_populate_recordset(null::public.task_dependencies, $1) r, public.tasks t
    where x.blocker_task_id = r.blocker_task_id and x.blocked_task_id = r.blocked_task_id
      and t.id = x.blocked_task_id and t.workspace_id = $2
    """)

  private static let deleteAttachments = SQL(
    "delete_attachments",
    """
    delete from public.attachments x
    using jsonb_populate_recordset(null::public.attachments, $1) r, public.tasks t
    where x.id = r.id and t.id = x.task_id and t.workspace_id = $2
    """)

  private static let deleteReminders = SQL(
    "delete_reminders",
    """
    delete from pipeline.reminders x
    using jsonb_populate_recordset(null::pipeline.reminders, $1) r
    where x.id = r.id and x.workspace_id = $2
    """)

  private static let deleteProvenance = SQL(
    "delete_provenance",
    """
    delete from pipeline.provenance x
    using jsonb_populate_recordset(null::pipeline.provenance, $1) r
    where x.id = r.id and x.workspace_id = $2
    """)

  private static let deleteBlocks = SQL(
    "delete_planned_blocks",
    """
    delete from pipeline.planned_blocks x
    using jsonb_populate_recordset(null::pipeline.planned_blocks, $1) r
    where x.id = r.id and x.workspace_id = $2
    """)

  private static let deleteComments = SQL(
    "delete_task_comments",
    """
    delete from public.task_comments x
    using jsonb_populate_recordset(null::public.task_comments, $1) r, public.tasks t
    where x.id = r.id and t.id = x.task_id and t.workspace_id = $2
    """)

  private static let deleteExceptions = SQL(
    "delete_recurrence_exceptions",
    """
    delete from public.task_recurrence_exceptions x
    using jsonb_populate_recordset(null::public.task_recurrence_exceptions, $1) r, public.tasks t
    where x.id = r.id and t.id = x.original_task_id and t.workspace_id = $2
    """)
}
