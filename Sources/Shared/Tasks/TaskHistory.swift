public import FoundationEssentials

/// Takes transactions of `command_log` back and puts them in place again.
///
/// A transaction is undone as a whole or not at all. Every task has to be at the version that the
/// transaction left; one that moved since refuses the undo. Created tasks are marked as deleted,
/// changed fields get their values back, linked rows (tags, facts, dependencies, attachments,
/// reminders, blocks, comments) go with them. The undo is itself a new transaction, and the ids of
/// undos and redos stand for the transaction they belong to.
public struct TaskHistory: Sendable {
  private let writer: TaskWriter

  /// A history whose changes those listeners hear of.
  public init(listeners: [any TaskChangeListener] = []) {
    writer = TaskWriter(listeners: listeners)
  }

  /// Takes a transaction back; throws `wrongState` where that has happened already.
  public func undo(
    transaction: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> UndoneTransaction {
    try await reverse(transaction, .undo, as: actor, in: session)
  }

  /// Puts an undone transaction in place again; throws `wrongState` where it is not undone.
  public func redo(
    transaction: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> UndoneTransaction {
    try await reverse(transaction, .redo, as: actor, in: session)
  }

  private static let rootSQL = SQL(
    "undo_root",
    """
    select root_id from pipeline.undo_chain where transaction_id = $1 and workspace_id = $2
    """)

  private static let latestSQL = SQL(
    "undo_latest",
    """
    select transaction_id, kind, position from pipeline.undo_chain
    where root_id = $1 and workspace_id = $2 order by position desc limit 1
    """)

  private static let rowsSQL = SQL(
    "undo_rows",
    """
    select entity_id, entity_type, action_type, previous_state, new_state
    from public.command_log where transaction_id = $1 and workspace_id = $2
    order by created_at desc, id limit $3
    """)

  private static let chainSQL = SQL(
    "insert_undo",
    """
    insert into pipeline.undo_chain (transaction_id, root_id, workspace_id, user_id, position, kind)
    values ($1, $2, $3, $4, $5, $6)
    """)

  private func reverse(
    _ transaction: UUID, _ kind: UndoneTransaction.Kind, as actor: Actor,
    in session: any PostgresSession
  ) async throws -> UndoneTransaction {
    try await Permissions.require(actor, in: session)
    let root =
      try await session.queryRow(Self.rootSQL, [transaction, actor.workspace])?
      .get("root_id", as: UUID.self) ?? transaction
    try await TaskLock.acquire([.history(transaction: root)], in: session)
    let latest = try await session.queryRow(Self.latestSQL, [root, actor.workspace])
    let isUndone = try latest?.get("kind", as: String.self) == UndoneTransaction.Kind.undo.rawValue
    let source = try latest?.get("transaction_id", as: UUID.self) ?? root
    let reversals = try await reversals(of: source, as: actor, in: session)
    guard isUndone == (kind == .redo) else {
      throw TaskError(
        .wrongState, entity: "transaction", id: root,
        isUndone ? "the transaction is undone already" : "the transaction is not undone")
    }
    var new = TaskTransaction()
    do {
      try await apply(reversals, as: actor, in: session, within: &new)
    } catch let error as PostgresError where Self.isInTheWay(error) {
      throw TaskError(
        .stale, entity: "transaction", id: root, "a row that it needs is gone or in the way")
    }
    let position = (try latest?.get("position", as: Int32.self) ?? 0) + 1
    try await session.execute(
      Self.chainSQL,
      [new.id, root, actor.workspace, actor.user, position, kind.rawValue])
    return UndoneTransaction(
      kind: kind, transaction: new.id, original: root, tasks: reversals.map(\.id))
  }

  /// True for a missing or a doubled row, which only a change by someone else can explain.
  private static func isInTheWay(_ error: PostgresError) -> Bool {
    error.isUniqueViolation || error.sqlState == "23503"
  }

  private func reversals(
    of transaction: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> [TaskReversal] {
    let result = try await session.query(
      Self.rowsSQL, [transaction, actor.workspace, Int64(TaskLimits.undoRows + 1)])
    guard !result.isEmpty else { throw TaskError.notFound("transaction", transaction) }
    guard result.count <= TaskLimits.undoRows else {
      throw TaskError(
        .limit, entity: "transaction", id: transaction, "the transaction is too large")
    }
    var order: [UUID] = []
    var rows: [UUID: [TaskReversal.Logged]] = [:]
    for row in result {
      let id = try row.get("entity_id", as: UUID.self)
      guard try row.get("entity_type", as: String?.self) == CommandLogEntry.Entity.task.rawValue
      else {
        throw TaskError(
          .notUndoable, entity: "transaction", id: transaction,
          "the transaction changed something other than tasks")
      }
      if rows[id] == nil { order.append(id) }
      rows[id, default: []].append(
        TaskReversal.Logged(
          id: id, action: try row.get("action_type", as: String?.self) ?? "",
          previous: try row.get("previous_state", as: JSONValue?.self)?.objectValue,
          new: try row.get("new_state", as: JSONValue?.self)?.objectValue))
    }
    return try order.map { try TaskReversal(rows[$0] ?? [], id: $0) }
  }
}

extension TaskHistory {
  private func apply(
    _ reversals: [TaskReversal], as actor: Actor, in session: any PostgresSession,
    within transaction: inout TaskTransaction
  ) async throws {
    let steps = try await TaskReversalCheck.open(reversals, as: actor, in: session)
    let edges = TaskReversalCheck.edges(reversals)
    let now = try await TaskWriter.now(in: session)
    var entries: [CommandLogEntry] = []
    var events: [TaskEvent] = []
    for (reversal, row) in steps {
      var patch = reversal.patch
      if reversal.deletes { patch["deleted_at"] = now.json }
      let updated = try await row.update(patch, as: actor, in: session)
      try await reversal.removed.delete(as: actor, in: session)
      let added = try await reversal.added.insert(as: actor, in: session)
      var previous = row.state(of: patch.keys)
      var new = updated.state(of: patch.keys)
      if !reversal.removed.isEmpty { previous["links"] = reversal.removed.json }
      if !added.isEmpty { new["links"] = added.json }
      entries.append(
        CommandLogEntry(
          entity: .task, action: reversal.deletes ? .delete : .update, id: row.id,
          previous: previous, new: new))
      let tables = reversal.removed.tables.union(added.tables).map(\.rawValue)
      events.append(
        TaskEvent(
          kind: reversal.deletes ? .deleted : reversal.leftDeleted ? .restored : .updated,
          task: row.id, project: row.project, workspace: actor.workspace, user: actor.user,
          transaction: transaction.id, fields: Set(patch.keys).union(tables)))
    }
    try await DependencyGraph.check(edges, in: session)
    try await TaskReversalCheck.close(
      reversals, transaction: transaction.id, as: actor, in: session)
    try await CommandLogEntry.write(entries, to: &transaction, as: actor, in: session)
    try await writer.tell(events, in: session)
  }
}
