public import FoundationEssentials
public import Shared

/// Writes and reads `pipeline.indexed_tasks` and `pipeline.vectors`: the truth of the search.
///
/// All writes to one workspace come after each other: the row of `index_changes` is held until the
/// transaction ends.
public enum PointRows {
  private static let nextSQL = SQL(
    "index_next_change",
    """
    insert into pipeline.index_changes (workspace_id, change) values ($1, 1)
    on conflict (workspace_id) do update set change = index_changes.change + 1
    returning change
    """)

  private static let putSQL = SQL(
    "index_put_task",
    """
    insert into pipeline.indexed_tasks (task_id, workspace_id, project_id, status, task_created_at,
      content_hash, words, change)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (task_id) do update set project_id = excluded.project_id,
      status = excluded.status, task_created_at = excluded.task_created_at,
      content_hash = excluded.content_hash, words = excluded.words, is_removed = false,
      change = excluded.change, updated_at = now()
    where indexed_tasks.workspace_id = excluded.workspace_id
    """)

  private static let putVectorSQL = SQL(
    "index_put_vector",
    """
    insert into pipeline.vectors (task_id, workspace_id, model, content_hash, vector, absence,
      change)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (task_id, model) do update set content_hash = excluded.content_hash,
      vector = excluded.vector, absence = excluded.absence, change = excluded.change
    where vectors.workspace_id = excluded.workspace_id
    """)

  private static let removeSQL = SQL(
    "index_remove_tasks",
    """
    update pipeline.indexed_tasks set is_removed = true, words = '', content_hash = '',
      change = $3, updated_at = now()
    where workspace_id = $1 and task_id = any($2) and not is_removed
    """)

  private static let removeVectorsSQL = SQL(
    "index_remove_vectors",
    "delete from pipeline.vectors where workspace_id = $1 and task_id = any($2)")

  /// Takes the workspace's next number, for writes of the open transaction.
  public static func nextChange(
    of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> Int64 {
    // An insert that returns what it wrote has one row.
    try await session.query(nextSQL, [workspace])[0].get(0, as: Int64.self)
  }

  /// Writes tasks of one workspace under one number, with the vectors of one or more models.
  public static func write(
    _ points: [IndexPoint], vectors: [StoredVector], change: Int64,
    in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.pipeline { batch in
      for point in points {
        batch.add(
          putSQL,
          [
            point.task, point.workspace, point.project, point.status, point.createdAt,
            point.contentHash, point.words.bytes, change,
          ])
      }
      for vector in vectors {
        batch.add(
          putVectorSQL,
          [
            vector.task, vector.workspace, vector.model, vector.contentHash,
            vector.embedding.vector.map { FloatBlob($0) }, vector.absence, change,
          ])
      }
    }
  }

  /// Marks tasks of one workspace as removed under one number and drops their vectors.
  public static func remove(
    _ tasks: [UUID], of workspace: UUID, change: Int64, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.pipeline { batch in
      batch.add(removeSQL, [workspace, tasks, change])
      batch.add(removeVectorsSQL, [workspace, tasks])
    }
  }

  private static let stateSQL = SQL(
    "index_state",
    "select change, pruned from pipeline.index_changes where workspace_id = $1")

  /// The workspace's last number, and the number up to which traces of removed tasks are gone.
  static func state(
    of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> (change: Int64, pruned: Int64) {
    guard let row = try await session.queryRow(stateSQL, [workspace]) else { return (0, 0) }
    return (try row.get(0, as: Int64.self), try row.get(1, as: Int64.self))
  }

  private static let pageSQL = SQL(
    "index_changed_points",
    """
    select i.task_id, i.project_id, i.status, i.task_created_at, i.content_hash, i.words,
      i.is_removed, i.change, v.vector
    from pipeline.indexed_tasks i
    left join pipeline.vectors v on v.task_id = i.task_id and v.workspace_id = i.workspace_id
      and v.model = $2 and v.content_hash = i.content_hash
    where i.workspace_id = $1 and (i.change, i.task_id) > ($3, $4)
    order by i.change, i.task_id limit $5
    """)

  /// The points of a workspace that changed after a place, in the order of their changes, with the
  /// vectors of one model where they are up to date.
  public static func changes(
    of workspace: UUID, model: EmbeddingModel, after place: ChangePlace, limit: Int,
    in session: any PostgresSession
  ) async throws(PostgresError) -> [PointChange] {
    var found: [PointChange] = []
    let rows = try await session.query(
      pageSQL, [workspace, model.id, place.change, place.task, limit])
    found.reserveCapacity(rows.count)
    for row in rows { found.append(try PointChange(row, workspace: workspace)) }
    return found
  }

  private static let countSQL = SQL(
    "index_count_points",
    "select count(*) as n from pipeline.indexed_tasks where workspace_id = $1 and not is_removed")

  /// How many points a workspace has.
  static func count(
    of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    Int(try await session.queryRow(countSQL, [workspace])?.get("n", as: Int64.self) ?? 0)
  }

  private static let entriesSQL = SQL(
    "index_entries",
    """
    select i.task_id, i.project_id, i.status, i.content_hash,
      exists (select from pipeline.vectors v where v.task_id = i.task_id
        and v.workspace_id = i.workspace_id and v.model = $2
        and v.content_hash = i.content_hash and v.vector is not null) as has_vector
    from pipeline.indexed_tasks i
    where i.workspace_id = $1 and not i.is_removed and ($3::uuid is null or i.task_id > $3)
    order by i.task_id limit $4
    """)

  /// The points of a workspace by ascending id, those after `after`, without what they are found by.
  static func entries(
    of workspace: UUID, model: EmbeddingModel, after: UUID?, limit: Int,
    in session: any PostgresSession
  ) async throws(PostgresError) -> [IndexEntry] {
    var found: [IndexEntry] = []
    for row in try await session.query(entriesSQL, [workspace, model.id, after, max(0, limit)]) {
      found.append(
        IndexEntry(
          task: try row.get("task_id", as: UUID.self),
          fingerprint: IndexPoint.fingerprint(
            contentHash: try row.get("content_hash", as: [UInt8].self),
            project: try row.get("project_id", as: UUID?.self),
            status: try row.get("status", as: String.self),
            hasVector: try row.get("has_vector", as: Bool.self))))
    }
    return found
  }
}
