public import FoundationEssentials

/// Finds the actor that an operator means on the command line.
///
/// It says who exists, so it serves nobody who has not the database's own credentials.
public enum ActorLookup {
  private static let namedSQL = SQL(
    "find_named_actor",
    """
    select u.id as user_id, w.id as workspace_id from public.users u
    join public.workspace_members m on m.user_id = u.id
    join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    where lower(u.email) = lower($1) and ($2::text is null or w.slug = $2 or w.id::text = lower($2))
    order by w.created_at, w.id limit 2
    """)

  private static let transactionSQL = SQL(
    "find_actor_of_transaction",
    """
    select user_id, workspace_id from public.command_log where transaction_id = $1
    order by created_at limit 1
    """)

  private static let proposalSQL = SQL(
    "find_actor_of_proposal",
    "select user_id, workspace_id from pipeline.proposals where id = $1")

  private static let taskSQL = SQL(
    "find_actor_of_task",
    "select created_by as user_id, workspace_id from public.tasks where id = $1")

  /// The user of that e-mail address in the workspace of that slug or id; without one, in the
  /// user's only workspace. Throws `notFound`, or `invalid` where several are possible.
  public static func named(
    email: String, workspace: String?, in session: any PostgresSession
  ) async throws -> Actor {
    let rows = try await session.query(namedSQL, [email, workspace])
    guard let row = rows.first else {
      throw TaskError(.notFound, entity: "user", "no such user in such a workspace")
    }
    guard rows.count == 1 else {
      throw TaskError(
        .invalid, entity: "workspace", "the user has several workspaces: name one by its slug")
    }
    return try actor(row)
  }

  /// Who made a transaction of `command_log`; nil where there is none.
  public static func ofTransaction(
    _ id: UUID, in session: any PostgresSession
  ) async throws -> Actor? {
    try await session.queryRow(transactionSQL, [id]).map { try actor($0) }
  }

  /// Whom a proposal is for; nil where there is none.
  public static func ofProposal(
    _ id: UUID, in session: any PostgresSession
  ) async throws -> Actor? {
    try await session.queryRow(proposalSQL, [id]).map { try actor($0) }
  }

  /// Who made a task; nil where there is none.
  public static func ofTask(_ id: UUID, in session: any PostgresSession) async throws -> Actor? {
    try await session.queryRow(taskSQL, [id]).map { try actor($0) }
  }

  private static func actor(_ row: PostgresRow) throws -> Actor {
    Actor(
      user: try row.get("user_id", as: UUID.self),
      workspace: try row.get("workspace_id", as: UUID.self))
  }
}
