import FoundationEssentials

extension InboundAddresses {
  private static let listSQL = SQL(
    "list_addresses",
    """
    select id, slug, workspace_id, user_id, project_id, task_id, created_at, revoked_at
    from pipeline.addresses
    where user_id = $1 and workspace_id = $2 and ($3 or revoked_at is null)
    order by created_at desc, id limit 1000
    """)

  /// The addresses of a user in a workspace, newest first, revoked ones where asked for.
  public static func list(
    as actor: Actor, revoked: Bool = false, in session: any PostgresSession
  ) async throws -> [InboundAddress] {
    try await session.query(listSQL, [actor.user, actor.workspace, revoked]).map { row in
      InboundAddress(
        id: try row.get("id", as: UUID.self), slug: try row.get("slug", as: String.self),
        actor: Actor(
          user: try row.get("user_id", as: UUID.self),
          workspace: try row.get("workspace_id", as: UUID.self)),
        project: try row.get("project_id", as: UUID?.self),
        task: try row.get("task_id", as: UUID?.self),
        createdAt: try row.get("created_at", as: Instant.self),
        revokedAt: try row.get("revoked_at", as: Instant?.self))
    }
  }
}
