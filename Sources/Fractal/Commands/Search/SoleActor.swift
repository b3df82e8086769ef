import FoundationEssentials
import Shared

/// The only person there is, for commands on an installation that one person uses.
enum SoleActor {
  private static let sql = SQL(
    "find_sole_actor",
    """
    select m.user_id, m.workspace_id from public.workspace_members m
    join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    join public.users u on u.id = m.user_id and u.is_active
    limit 2
    """)

  /// The actor; nil where there are several.
  static func find(in pool: PostgresPool) async throws -> Actor? {
    let rows = try await pool.query(sql)
    guard rows.count == 1, let row = rows.first else { return nil }
    return Actor(
      user: try row.get("user_id", as: UUID.self),
      workspace: try row.get("workspace_id", as: UUID.self))
  }
}
