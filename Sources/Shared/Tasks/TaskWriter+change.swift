public import FoundationEssentials

extension TaskWriter {
  /// Changes tasks under one transaction and returns its id.
  @discardableResult
  public func change(
    _ changes: [TaskChange], as actor: Actor, in session: any PostgresSession
  ) async throws -> UUID {
    var transaction = TaskTransaction()
    try await change(changes, as: actor, in: session, within: &transaction)
    return transaction.id
  }

  /// Changes tasks as a part of a transaction of `command_log`.
  ///
  /// Each row is updated once, conditional on its version; empty changes are left out. Throws
  /// where the actor may not change one of them, or a value or dependency is refused.
  public func change(
    _ changes: [TaskChange], as actor: Actor, in session: any PostgresSession,
    within transaction: inout TaskTransaction
  ) async throws {
    let changes = changes.filter { !$0.isEmpty }
    guard !changes.isEmpty else { return }
    let ids = Set(changes.map(\.task))
    guard ids.count == changes.count else {
      throw TaskError(.invalid, entity: "task", "a task stands twice in one change")
    }
    try await TaskLock.acquire([], in: session)
    let edges = changes.flatMap { change in
      change.blockers.map { TaskEdge(blocker: $0, blocked: change.task) }
    }
    try await DependencyGraph.open(edges, new: [], as: actor, in: session)
    let rows = try await TaskRow.lock(ids, as: actor, in: session)
    try await Permissions.require(
      .edit, of: Set(rows.values.compactMap(\.project)), as: actor, in: session)
    var entries: [CommandLogEntry] = []
    var events: [TaskEvent] = []
    for change in changes {
      guard let row = rows[change.task] else { continue }
      let step = try await apply(change, to: row, as: actor, in: session)
      entries.append(step.entry)
      events.append(step.event(transaction: transaction.id, actor: actor))
    }
    try await DependencyGraph.check(edges, in: session)
    try await CommandLogEntry.write(entries, to: &transaction, as: actor, in: session)
    try await tell(events, in: session)
  }

  /// One changed row, as it is logged and told.
  private struct Step {
    var entry: CommandLogEntry
    var row: TaskRow
    var fields: Set<String>

    func event(transaction: UUID, actor: Actor) -> TaskEvent {
      TaskEvent(
        kind: .updated, task: row.id, project: row.project, workspace: actor.workspace,
        user: actor.user, transaction: transaction, fields: fields)
    }
  }

  private func apply(
    _ change: TaskChange, to row: TaskRow, as actor: Actor, in session: any PostgresSession
  ) async throws -> Step {
    if let base = change.baseVersion, base != row.version {
      throw TaskError(.stale, entity: "task", id: row.id, "the task has changed since it was read")
    }
    let patch = try change.columns(of: row, now: try await Self.now(in: session))
    let plan = try await TaskLinkChange(change, row: row, as: actor, in: session)
    let updated = try await row.update(patch, as: actor, in: session)
    try await plan.removed.delete(as: actor, in: session)
    let added = try await plan.added.insert(as: actor, in: session)
    var previous = row.state(of: patch.keys)
    var new = updated.state(of: patch.keys)
    if !plan.removed.isEmpty { previous["links"] = plan.removed.json }
    if !added.isEmpty { new["links"] = added.json }
    let fields = Set(patch.keys).union(plan.removed.tables.union(added.tables).map(\.rawValue))
    return Step(
      entry: CommandLogEntry(
        entity: .task, action: .update, id: row.id, previous: previous, new: new),
      row: updated, fields: fields)
  }

  private static let nowSQL = SQL("transaction_time", "select now() as now")

  /// The transaction's time by the database's clock.
  static func now(in session: any PostgresSession) async throws -> Instant {
    guard let row = try await session.queryRow(nowSQL) else {
      throw TaskError(.isolation, "the database gave no time")
    }
    return try row.get("now", as: Instant.self)
  }
}

extension TaskChange {
  /// The columns it writes, checked; a status brings the completion columns with it.
  func columns(of row: TaskRow, now: Instant) throws(TaskError) -> JSONObject {
    var patch: JSONObject = [:]
    for field in TaskField.allCases {
      guard field.storage == .column, let value = fields[field] else { continue }
      patch[field.rawValue] = try field.checked(value)
    }
    if let status = patch["status"]?.stringValue {
      let done = status == TaskStatus.done.rawValue
      let old = row.state["completed_at"] ?? .null
      patch["is_completed"] = .bool(done)
      patch["completed_at"] = done ? (old.isNull ? now.json : old) : .null
    }
    return patch
  }
}
