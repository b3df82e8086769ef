import FoundationEssentials

/// Finds out who calls: an API token or the app's JSON Web Token, and the workspace of the call.
public struct Authenticator: Sendable {
  private let secret: [UInt8]?

  /// An authenticator that accepts the app's tokens signed with that secret, or only API tokens
  /// where it is nil.
  public init(webTokenSecret: [UInt8]?) {
    secret = webTokenSecret
  }

  /// An authenticator for the base64 text of `JWT_SECRET`; nil where the text is not base64 (of
  /// either alphabet) of at least 32 bytes.
  public init?(webTokenSecretText text: String) {
    guard let secret = Base64.decode(text) ?? Base64.decode(text, .urlSafe),
      secret.count >= JSONWebToken.minimumSecretBytes
    else { return nil }
    self.secret = secret
  }

  /// Whom a Bearer value speaks for; `workspace` is the header `X-Workspace-Id`, where sent.
  ///
  /// An API token is bound to its workspace; naming another one is refused. A JWT acts in the
  /// named workspace, else in the user's only one. Throws an ``AccessError``.
  public func identity(
    bearer: String, workspace: String?, in session: any PostgresSession
  ) async throws -> TokenIdentity {
    if bearer.hasPrefix("frt_") || bearer.hasPrefix("fro_") {
      let identity = try await TokenStore.verify(bearer, in: session)
      if let workspace, let bound = identity.actor?.workspace {
        guard UUID(uuidString: workspace) == bound else { throw AccessError.unknownWorkspace }
      }
      return identity
    }
    guard let secret else {
      // Something else entirely is not worth the difference.
      throw bearer.utf8.contains(UInt8(ascii: ".")) ? AccessError.notConfigured : .invalid
    }
    let token = try JSONWebToken(bearer, secret: secret)
    return try await identity(of: token, workspace: workspace, in: session)
  }

  private static let userSQL = SQL(
    "find_user_by_email",
    """
    select u.id, now() as now, (u.is_active is true) as active
    from (select $1::text as email) wanted
    left join public.users u on u.email = wanted.email
    """)

  private static let workspacesSQL = SQL(
    "list_workspaces_of_user",
    """
    select w.id, coalesce(w.slug, w.id::text) as slug
    from public.workspace_members m
    join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    where m.user_id = $1 order by w.created_at, w.id limit 100
    """)

  private func identity(
    of token: JSONWebToken, workspace: String?, in session: any PostgresSession
  ) async throws -> TokenIdentity {
    guard let row = try await session.queryRow(Self.userSQL, [token.subject]) else {
      throw AccessError.invalid
    }
    try token.check(at: try row.get("now", as: Instant.self))
    guard let user = try row.get("id", as: UUID?.self), try row.get("active", as: Bool.self) else {
      throw AccessError.invalid
    }
    let workspaces = try await session.query(Self.workspacesSQL, [user]).map { row in
      (id: try row.get("id", as: UUID.self), slug: try row.get("slug", as: String.self))
    }
    let chosen: UUID
    if let workspace {
      guard let named = workspaces.first(where: { $0.id == UUID(uuidString: workspace) }) else {
        throw AccessError.unknownWorkspace
      }
      chosen = named.id
    } else if workspaces.count == 1 {
      chosen = workspaces[0].id
    } else if workspaces.isEmpty {
      throw AccessError.unknownWorkspace
    } else {
      throw AccessError.workspaceNeeded(workspaces.map(\.id.uuidString).map { $0.lowercased() })
    }
    return TokenIdentity(
      token: user, actor: Actor(user: user, workspace: chosen), scopes: [.write])
  }
}
