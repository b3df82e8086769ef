public import FoundationEssentials
public import Shared

/// The tasks whose points are to be made anew, and the jobs that do it.
///
/// A change notes its task here and enqueues one job for the workspace; further changes find that
/// job waiting. Should a job have started before a change committed, ``EmbedFollower`` finds what
/// was left.
public enum EmbedQueue {
  /// A task that waits.
  public struct Item: Hashable, Sendable {
    /// The task.
    public let task: UUID
    /// Raised by each change.
    public let revision: Int64
    /// True where the task has just been made.
    public let isNew: Bool
  }

  private static let addSQL = SQL(
    "embed_queue_add",
    """
    insert into pipeline.embed_queue (task_id, workspace_id, is_new)
    select distinct on (r.task) r.task, $2, r.is_new
    from unnest($1::uuid[], $3::boolean[]) as r (task, is_new) order by r.task, r.is_new desc
    on conflict (task_id) do update set revision = embed_queue.revision + 1,
      is_new = embed_queue.is_new or excluded.is_new,
      queued_at = least(embed_queue.queued_at, excluded.queued_at)
    """)

  private static let turnSQL = SQL(
    "embed_queue_turn",
    "select pg_try_advisory_xact_lock(hashtextextended('search.embed:' || $1::text, 0)) as free")

  /// Notes tasks of one workspace and enqueues the job, in the open transaction.
  ///
  /// Waits for nobody: where another open transaction is just enqueueing the workspace's job, the
  /// follower enqueues ours.
  public static func add(
    _ tasks: [(task: UUID, isNew: Bool)], of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    guard !tasks.isEmpty else { return }
    let results = try await session.pipeline { batch in
      batch.add(addSQL, [tasks.map(\.task), workspace, tasks.map(\.isNew)])
      batch.add(turnSQL, [workspace])
    }
    guard try results[1].first?.get("free", as: Bool.self) == true else { return }
    try await enqueueJob(of: workspace, in: session)
  }

  /// Enqueues the job of a workspace unless one waits already.
  static func enqueueJob(
    of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    let key = workspace.uuidString.lowercased()
    try await JobQueue.enqueue(
      JobRequest(
        EmbedTasks.kind, workspace: workspace, uniqueKey: key,
        concurrencyKey: "search.embed:" + key),
      in: session)
  }

  private static let takeSQL = SQL(
    "embed_queue_take",
    """
    select task_id, revision, is_new from pipeline.embed_queue
    where workspace_id = $1 and queued_at <= now() order by queued_at, task_id limit $2
    """)

  /// The tasks of a workspace that wait longest, without those that were put off.
  static func take(
    of workspace: UUID, limit: Int, in session: any PostgresSession
  ) async throws(PostgresError) -> [Item] {
    var found: [Item] = []
    for row in try await session.query(takeSQL, [workspace, limit]) {
      found.append(
        Item(
          task: try row.get("task_id", as: UUID.self),
          revision: try row.get("revision", as: Int64.self),
          isNew: try row.get("is_new", as: Bool.self)))
    }
    return found
  }

  private static let settleSQL = SQL(
    "embed_queue_settle",
    """
    delete from pipeline.embed_queue q
    using unnest($2::uuid[], $3::bigint[]) as r (task, revision)
    where q.workspace_id = $1 and q.task_id = r.task and q.revision = r.revision
    """)

  private static let restSQL = SQL(
    "embed_queue_rest",
    """
    select exists (select from pipeline.embed_queue
      where workspace_id = $1 and queued_at <= now()) as rest
    """)

  private static let postponeSQL = SQL(
    "embed_queue_postpone",
    """
    update pipeline.embed_queue q
    set queued_at = clock_timestamp() + $4 * interval '1 millisecond'
    from unnest($2::uuid[], $3::bigint[]) as r (task, revision)
    where q.workspace_id = $1 and q.task_id = r.task and q.revision = r.revision
    """)

  /// Puts off what has not changed since: it waits as if it were noted later. The follower enqueues
  /// the job then; a change brings it back at once.
  static func postpone(
    _ items: [Item], by wait: Duration, of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    let milliseconds = wait / .milliseconds(1)
    try await session.execute(
      postponeSQL, [workspace, items.map(\.task), items.map(\.revision), milliseconds])
  }

  /// Takes out what was done and has not changed since; true where something is left that may be
  /// done now.
  static func settle(
    _ items: [Item], of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> Bool {
    let results = try await session.pipeline { batch in
      batch.add(settleSQL, [workspace, items.map(\.task), items.map(\.revision)])
      batch.add(restSQL, [workspace])
    }
    return try results[1].first?.get("rest", as: Bool.self) ?? false
  }

  private static let waitingSQL = SQL(
    "embed_queue_waiting",
    """
    select q.workspace_id from pipeline.embed_queue q
    where q.queued_at <= now() and not exists (select from pipeline.jobs j where j.kind = '\(EmbedTasks.kind.name)'
      and j.workspace_id = q.workspace_id)
    group by q.workspace_id limit 100
    """)

  /// Enqueues jobs for workspaces whose tasks wait without one; returns how many.
  static func enqueueMissing(in session: any PostgresSession) async throws(PostgresError) -> Int {
    let rows = try await session.query(waitingSQL)
    for row in rows {
      try await enqueueJob(of: try row.get("workspace_id", as: UUID.self), in: session)
    }
    return rows.count
  }
}
