import FoundationEssentials
import Shared

/// Walks all tasks, and all that the search knows, and names where the two differ.
///
/// It goes by id, some thousand rows a step, so that no statement lasts.
struct DriftScan {
  /// A step's result.
  struct Page {
    /// Tasks that differ, by workspace.
    var drifted: [UUID: [UUID]] = [:]
    /// How many rows were looked at.
    var seen = 0
    /// Where the next step starts; nil at the end.
    var last: UUID?
  }

  private static let tasksSQL = SQL(
    "search_drift",
    """
    with page as materialized (
      select t.id, t.workspace_id, t.project_id, coalesce(t.status, 'TODO') as status,
        \(TaskContent.hash(of: "t")) as hash
      from public.tasks t
      where t.deleted_at is null and t.id > $1 order by t.id limit $2)
    select p.id, p.workspace_id,
      i.task_id is null or i.content_hash <> p.hash or i.status <> p.status
        or i.project_id is distinct from p.project_id
        or exists (select from unnest($3::text[]) m (model) where not exists (
          select from pipeline.vectors v where v.task_id = p.id and v.model = m.model
            and v.workspace_id = p.workspace_id and v.content_hash = p.hash
            and not (v.absence is not distinct from 'refused' and i.updated_at < \(PointBatch.refusedTime("$4"))))) as drifted
    from page p
    left join pipeline.indexed_tasks i on i.task_id = p.id and i.workspace_id = p.workspace_id
      and not i.is_removed
    order by p.id
    """)

  private static let goneSQL = SQL(
    "search_drift_gone",
    """
    with page as materialized (
      select i.task_id as id, i.workspace_id from pipeline.indexed_tasks i
      where not i.is_removed and i.task_id > $1 order by i.task_id limit $2)
    select p.id, p.workspace_id,
      not exists (select from public.tasks t where t.id = p.id
        and t.workspace_id = p.workspace_id and t.deleted_at is null) as drifted
    from page p order by p.id
    """)

  private static let countSQL = SQL(
    "search_count_tasks", "select count(*) as n from public.tasks where deleted_at is null")

  /// The id before all others.
  static let first = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  /// The database.
  let pool: PostgresPool

  /// False where the app's tables are missing: then there is nothing to compare with.
  func hasTasks() async throws(PostgresError) -> Bool {
    try await AppTables.has("tasks", in: pool)
  }

  /// How many living tasks there are.
  func taskCount() async throws(PostgresError) -> Int {
    Int(try await pool.queryRow(Self.countSQL)?.get("n", as: Int64.self) ?? 0)
  }

  private static let timeSQL = SQL("search_time", "select now() as now")

  /// The database's time.
  func now() async throws(PostgresError) -> Instant {
    try await pool.queryRow(Self.timeSQL)?.get("now", as: Instant.self) ?? Instant.machineNow
  }

  /// Living tasks after an id whose words, filters or vectors of one of the models are not theirs,
  /// and those of which a model refused to make a vector before that time; nil takes the usual one.
  func changed(
    after id: UUID, models: [String], refusedBefore: Instant? = nil
  ) async throws(PostgresError) -> Page {
    try await page(
      Self.tasksSQL, [id, Int64(EmbeddingLimits.pointsPerRead), models, refusedBefore])
  }

  /// Points after an id whose task is gone.
  func gone(after id: UUID) async throws(PostgresError) -> Page {
    try await page(Self.goneSQL, [id, Int64(EmbeddingLimits.pointsPerRead)])
  }

  private func page(
    _ sql: SQL, _ parameters: [any PostgresEncodable]
  ) async throws(PostgresError) -> Page {
    var page = Page()
    for row in try await pool.query(sql, parameters) {
      let id = try row.get("id", as: UUID.self)
      page.seen += 1
      page.last = id
      if try row.get("drifted", as: Bool.self) {
        page.drifted[try row.get("workspace_id", as: UUID.self), default: []].append(id)
      }
    }
    return page
  }
}
