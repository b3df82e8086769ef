import FoundationEssentials

/// Reads `pipeline.changed_tasks` for consumers that each keep their own place.
///
/// A place is a transaction's id with a number, and only what lies below the oldest running
/// transaction is read: nothing becomes visible behind a place any more.
public enum ChangeFeed {
  private static let openSQL = SQL(
    "open_change_cursor",
    """
    insert into pipeline.change_cursors (consumer) values ($1) on conflict (consumer) do nothing
    """)

  private static let readSQL = SQL(
    "read_changed_tasks",
    """
    with place as materialized (
      select k.xid, k.sequence from pipeline.change_cursors k
      where k.consumer = $1 for update skip locked)
    select c.xid::text as xid, c.sequence, c.task_id, c.workspace_id, c.operation, c.fields
    from place join pipeline.changed_tasks c on (c.xid, c.sequence) > (place.xid, place.sequence)
    where c.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by c.xid, c.sequence limit $2
    """)

  private static let advanceSQL = SQL(
    "advance_change_cursor",
    """
    update pipeline.change_cursors set xid = $2::text::xid8, sequence = $3, updated_at = now()
    where consumer = $1
    """)

  private static let pruneSQL = SQL(
    "prune_changed_tasks",
    """
    delete from pipeline.changed_tasks
    where sequence in (select c.sequence from pipeline.changed_tasks c
      where c.changed_at < now() - make_interval(days => $1) order by c.changed_at limit $2)
    """)

  /// Hands the next changes to `consume` and moves the consumer's place behind them, in the
  /// caller's transaction; returns how many there were. 0 also where another process is reading
  /// for the same consumer.
  public static func consume(
    _ consumer: String, limit: Int = ChangeLimits.batch, in session: any PostgresSession,
    _ consume: ([ChangedTask]) async throws -> Void
  ) async throws -> Int {
    let results = try await session.pipeline { batch in
      batch.add(openSQL, [consumer])
      batch.add(readSQL, [consumer, Int64(limit)])
    }
    let rows = results[1]
    guard let last = rows.last else { return 0 }
    var changes: [ChangedTask] = []
    for row in rows {
      changes.append(
        ChangedTask(
          task: try row.get("task_id", as: UUID.self),
          workspace: try row.get("workspace_id", as: UUID.self),
          operation: ChangedTask.Operation(rawValue: try row.get("operation")) ?? .update,
          fields: Set(try row.get("fields", as: [String].self))))
    }
    try await consume(changes)
    try await session.execute(
      advanceSQL,
      [
        consumer, try last.get("xid", as: String.self), try last.get("sequence", as: Int64.self),
      ])
    return changes.count
  }

  /// Deletes changes older than ``ChangeLimits/keptDays``, some thousands at a time; returns how
  /// many.
  @discardableResult
  public static func prune(in session: any PostgresSession) async throws -> Int {
    try await session.execute(
      pruneSQL, [Int32(ChangeLimits.keptDays), Int64(ChangeLimits.pruned)])
  }
}
