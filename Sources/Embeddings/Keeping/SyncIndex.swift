import FoundationEssentials
public import Shared

/// Brings an index elsewhere up to date with the truth, workspace by workspace.
///
/// A cursor says how far each index has followed each workspace. Points are sent first, again where
/// need be, for they are written by id; then the cursor moves with the end of the job.
public struct SyncIndex: JobHandler {
  /// The kind of job: one a workspace waits at most.
  public static let kind = JobKind(
    "search.sync", maxAttempts: 30, timeout: .seconds(300), sharesTransactions: false,
    uniqueScope: .whileWaiting, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let parts: SearchParts

  /// A handler over those parts.
  public init(_ parts: SearchParts) {
    self.parts = parts
  }

  /// Enqueues the job of a workspace unless one waits already.
  static func enqueue(
    _ workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    let key = workspace.uuidString.lowercased()
    try await JobQueue.enqueue(
      JobRequest(
        kind, workspace: workspace, uniqueKey: key, concurrencyKey: "search.sync:" + key),
      in: session)
  }

  private static let cursorSQL = SQL(
    "search_cursor",
    """
    select coalesce((select change from pipeline.index_cursors
      where index_name = $1 and model = $2 and workspace_id = $3), 0) as change
    """)

  private static let followedSQL = SQL(
    "search_has_followed",
    """
    select exists (select from pipeline.index_cursors
      where index_name = $1 and model = $2 and workspace_id = $3) as followed
    """)

  /// True once an index elsewhere was given a workspace's points.
  static func hasFollowed(
    _ index: any VectorIndex, _ workspace: UUID, in pool: PostgresPool
  ) async throws(IndexError) -> Bool {
    do throws(PostgresError) {
      let row = try await pool.queryRow(followedSQL, [index.name, index.model.id, workspace])
      return try row?.get("followed", as: Bool.self) ?? false
    } catch {
      throw IndexError(error)
    }
  }

  private static let forgetSQL = SQL(
    "search_forget_cursor",
    "delete from pipeline.index_cursors where index_name = $1 and model = $2 and workspace_id = $3")

  /// Forgets that an index elsewhere had a workspace: until it has all of it again, the truth answers.
  static func forget(
    _ index: any VectorIndex, _ workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(forgetSQL, [index.name, index.model.id, workspace])
  }

  private static let forgetModelSQL = SQL(
    "search_forget_model", "delete from pipeline.index_cursors where model = $1")

  /// Forgets what any index elsewhere had of a model.
  static func forget(
    _ model: EmbeddingModel, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(forgetModelSQL, [model.id])
  }

  private static let hasTasksSQL = SQL(
    "search_has_points",
    """
    select exists (select from pipeline.indexed_tasks
      where workspace_id = $1 and not is_removed) as found
    """)

  /// True where an index that has nothing of a workspace should have something: it is forgotten that
  /// it was there, and a job sends all of it again.
  static func isLost(
    _ index: any VectorIndex, _ workspace: UUID, in pool: PostgresPool
  ) async throws(IndexError) -> Bool {
    do {
      let row = try await pool.queryRow(hasTasksSQL, [workspace])
      guard try row?.get("found", as: Bool.self) == true else { return false }
      try await pool.transaction { transaction in
        try await forget(index, workspace, in: transaction)
        try await enqueue(workspace, in: transaction)
      }
      return true
    } catch let error as PostgresError {
      throw IndexError(error)
    } catch {
      throw IndexError(.passing, "\(type(of: error))")
    }
  }

  /// Notes how far an index elsewhere has followed a workspace.
  static func move(
    _ index: any VectorIndex, of workspace: UUID, to change: Int64, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(moveSQL, [index.name, index.model.id, workspace, change])
  }

  private static let moveSQL = SQL(
    "search_move_cursor",
    """
    insert into pipeline.index_cursors (index_name, model, workspace_id, change)
    values ($1, $2, $3, $4)
    on conflict (index_name, model, workspace_id) do update
    set change = greatest(index_cursors.change, excluded.change), updated_at = now()
    """)

  /// Sends what changed since the cursor, for every living model.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace, let derived = parts.derived else {
      return .cancel(reason: "no index elsewhere is configured")
    }
    var moves: [(index: any VectorIndex, change: Int64)] = []
    var sent = 0
    for model in try await ModelRegistry.living(in: parts.pool).map(\.model) {
      let index = derived(model)
      do throws(IndexError) {
        let (change, count) = try await Self.follow(index, of: workspace, in: parts.pool)
        sent += count
        if count > 0 { moves.append((index, change)) }
      } catch {
        let failure = JobFailure("index_\(error.code.rawValue)", error.message)
        return .retry(after: error.retryAfter, failure)
      }
    }
    let done = moves
    return .done(
      result: .members(["points": .int(Int64(sent))]),
      effects: { session in
        for move in done {
          try await Self.move(move.index, of: workspace, to: move.change, in: session)
        }
      })
  }

  /// Sends what changed since the cursor, or everything where the index has lost the workspace;
  /// returns the last number sent and how many points.
  static func follow(
    _ index: any VectorIndex, of workspace: UUID, in pool: PostgresPool
  ) async throws(IndexError) -> (change: Int64, count: Int) {
    var start: Int64
    do throws(PostgresError) {
      let row = try await pool.queryRow(cursorSQL, [index.name, index.model.id, workspace])
      start = try row?.get("change", as: Int64.self) ?? 0
    } catch {
      throw IndexError(error)
    }
    if start > 0 {
      try await index.prepare()
      if try await index.count(workspace: workspace) == 0 {
        start = 0
        do throws(PostgresError) {
          try await forget(index, workspace, in: pool)
        } catch {
          throw IndexError(error)
        }
      }
    }
    return try await send(to: index, of: workspace, after: start, in: pool)
  }

  private static func send(
    to index: any VectorIndex, of workspace: UUID, after start: Int64, in pool: PostgresPool
  ) async throws(IndexError) -> (change: Int64, count: Int) {
    var place = ChangePlace(after: start)
    var count = 0
    while true {
      let page: [PointChange]
      do throws(PostgresError) {
        page = try await PointRows.changes(
          of: workspace, model: index.model, after: place,
          limit: EmbeddingLimits.pointsPerWrite, in: pool)
      } catch {
        throw IndexError(error)
      }
      guard let last = page.last else { return (place.change, count) }
      if count == 0 { try await index.prepare() }
      try await index.upsert(page.filter { !$0.isRemoved }.map(\.point))
      try await index.delete(
        page.filter(\.isRemoved).map(\.point.task), workspace: workspace)
      count += page.count
      place = last.place
    }
  }
}
