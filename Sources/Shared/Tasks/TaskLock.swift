import FoundationEssentials

/// Locks that hold until the surrounding transaction ends, by name, so that two writers cannot both
/// append to a list, invent a tag or close a circle of dependencies.
///
/// Order of acquisition: history, blocks, dependencies, then rows of tasks by id, then lists, then
/// tags; within one kind by key. Whoever keeps it cannot meet another in a deadlock.
enum TaskLock {
  /// What is locked.
  enum Name: Hashable, Sendable {
    /// The order of one list of tasks.
    case list(workspace: UUID, project: UUID?, parent: UUID?)
    /// The tag names of a workspace.
    case tags(workspace: UUID)
    /// The dependency graph of a workspace.
    case dependencies(workspace: UUID)
    /// The planned time of a user.
    case blocks(user: UUID)
    /// The undo and redo of one transaction.
    case history(transaction: UUID)

    /// The name whose hash is the lock's key.
    var text: String {
      switch self {
      case .list(let workspace, let project, let parent):
        "fractal list \(workspace) \(project?.uuidString ?? "-") \(parent?.uuidString ?? "-")"
      case .tags(let workspace): "fractal tags \(workspace)"
      case .dependencies(let workspace): "fractal dependencies \(workspace)"
      case .blocks(let user): "fractal blocks \(user)"
      case .history(let transaction): "fractal history \(transaction)"
      }
    }
  }

  private static let beginSQL = SQL(
    "mark_task_transaction",
    """
    select set_config('fractal.task_transaction', $1, true) as mark,
      current_setting('transaction_isolation') as isolation
    """)

  private static let acquireSQL = SQL(
    "lock_task_names",
    """
    select coalesce(current_setting('fractal.task_transaction', true), '') as mark,
      pg_advisory_xact_lock(s.key)::text
    from (select distinct hashtextextended(name, 0) as key from unnest($1::text[]) name
      order by 1) s
    """)

  /// Waits for the locks, in an order that is the same for everyone.
  ///
  /// Throws `isolation` where the session is no open transaction, since the locks would end at
  /// once, or where its snapshot is older than the locks, since it would not see what the holder
  /// before it wrote.
  static func acquire(_ names: [Name], in session: any PostgresSession) async throws {
    let mark = UUID().uuidString
    guard let opened = try await session.queryRow(beginSQL, [mark]) else { return }
    guard try opened.get("isolation", as: String.self) == "read committed" else {
      throw TaskError(.isolation, "tasks are written under READ COMMITTED only")
    }
    // With no name at all one is still taken, since its statement is what proves the transaction.
    let texts = names.isEmpty ? ["fractal \(mark)"] : names.map(\.text)
    let row = try await session.queryRow(acquireSQL, [texts])
    guard try row?.get("mark", as: String.self) == mark else {
      throw TaskError(.isolation, "tasks are written inside a transaction only")
    }
  }
}
