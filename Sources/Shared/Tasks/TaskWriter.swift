public import FoundationEssentials

/// Writes drafts and changes of tasks: the only code that adds to or updates the app's task tables.
///
/// Everything happens in the caller's transaction, under READ COMMITTED, and is logged in
/// `command_log` under one transaction id, so that it can be undone as a whole. What a person may
/// not do, or what cannot be stored, throws a ``TaskError``; the caller then rolls back.
public struct TaskWriter: Sendable {
  /// Those who hear of each change inside its transaction.
  public let listeners: [any TaskChangeListener]

  /// A writer that tells those listeners.
  public init(listeners: [any TaskChangeListener] = []) {
    self.listeners = listeners
  }

  /// Writes a draft with its sub-tasks.
  public func write(
    _ draft: TaskDraft, as actor: Actor, in session: any PostgresSession
  ) async throws -> WrittenTask {
    var transaction = TaskTransaction()
    return try await write([draft], as: actor, in: session, within: &transaction)[0]
  }

  /// Writes drafts, in order, as a part of a transaction of `command_log`.
  ///
  /// Drafts may name each other by key, and tasks of `known` that earlier writes made. Permission
  /// is checked here; tasks of several projects need it for each.
  public func write(
    _ drafts: [TaskDraft], as actor: Actor, in session: any PostgresSession,
    within transaction: inout TaskTransaction, known: [String: UUID] = [:]
  ) async throws -> [WrittenTask] {
    let plan = try TaskWritePlan(drafts, known: known)
    let edges = try plan.edges()
    try await DependencyGraph.open(
      edges, new: Set(plan.nodes.map(\.id)), as: actor, in: session)
    let lists = try await TaskLists.open(plan, as: actor, in: session)
    let rows = TaskRows(plan, lists: lists, actor: actor)
    let states = try await insert(rows, as: actor, in: session)
    let links = try await rows.links(edges).insert(as: actor, in: session)
    try await DependencyGraph.check(edges, in: session)
    try await CommandLogEntry.write(
      rows.logEntries(states, links), to: &transaction, as: actor, in: session)
    try await tell(
      rows.events(transaction: transaction.id, actor: actor), in: session)
    return rows.written(transaction: transaction.id)
  }

  private static let insertSQL = SQL(
    "insert_tasks",
    """
    insert into public.tasks (id, workspace_id, project_id, parent_task_id, title, description,
      priority, status, bucket_id, is_completed, completed_at, archived, lexorank, start_date,
      due_date, soft_deadline, is_hard_deadline, recurrence_rule, timezone, estimated_minutes,
      time_spent_minutes, version, created_by, created_at, updated_at, search_vector)
    select r.id, $2, r.project_id, r.parent_task_id, r.title, r.description, r.priority, r.status,
      r.bucket_id, r.status = 'DONE',
      case when r.status = 'DONE' then coalesce(r.completed_at, now()) end,
      r.archived, r.lexorank, r.start_date, r.due_date, r.soft_deadline, r.is_hard_deadline,
      r.recurrence_rule, r.timezone, r.estimated_minutes, r.time_spent_minutes, 1, $3, now(),
      now(), \(TaskSearch.vector(of: "r"))
    from jsonb_populate_recordset(null::public.tasks, $1) r
    returning id, to_jsonb(tasks) - 'search_vector' as state
    """)

  private static let closureSQL = SQL(
    "insert_task_hierarchy",
    """
    insert into public.task_hierarchy (ancestor_id, descendant_id, depth)
    select r.ancestor_id, r.descendant_id, r.depth
    from jsonb_populate_recordset(null::public.task_hierarchy, $1) r
    union
    select h.ancestor_id, r.descendant_id, h.depth + r.depth
    from jsonb_populate_recordset(null::public.task_hierarchy, $2) r
    join public.task_hierarchy h on h.descendant_id = r.ancestor_id and h.depth > 0
    on conflict do nothing
    """)

  /// Inserts tasks and closure rows and returns the tasks' rows as they were stored.
  private func insert(
    _ rows: TaskRows, as actor: Actor, in session: any PostgresSession
  ) async throws -> [UUID: JSONObject] {
    let results = try await session.pipeline { batch in
      batch.add(
        Self.insertSQL,
        [TaskText.clean(.array(rows.tasks)), actor.workspace, actor.user])
      batch.add(
        Self.closureSQL, [JSONValue.array(rows.closure), JSONValue.array(rows.foreignParents)])
    }
    var states: [UUID: JSONObject] = [:]
    for row in results[0] {
      states[try row.get("id", as: UUID.self)] =
        try row.get("state", as: JSONValue.self).objectValue
    }
    return states
  }

  /// Tells all listeners, in order.
  func tell(_ events: [TaskEvent], in session: any PostgresSession) async throws {
    guard !events.isEmpty else { return }
    for listener in listeners { try await listener.tasksChanged(events, in: session) }
  }
}
