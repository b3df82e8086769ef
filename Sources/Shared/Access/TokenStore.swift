public import FoundationEssentials

/// API tokens: made, listed, checked and revoked. Only their hashes are stored.
public enum TokenStore {
  private static let insertSQL = SQL(
    "insert_token",
    """
    insert into pipeline.tokens (id, kind, name, lookup, secret_hash, user_id, workspace_id, scopes,
      expires_at)
    values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7,
      now() + $8::bigint * interval '1 second')
    returning id
    """)

  /// Makes a token and returns its id and its text, which nobody can read again.
  ///
  /// Throws `invalid` where name, scopes or lifetime do not fit, `notFound` where the user is no
  /// member of the workspace.
  public static func create(
    _ request: TokenRequest, in session: any PostgresSession
  ) async throws -> (id: UUID, secret: TokenSecret) {
    let name = TaskText.oneLine(request.name)
    guard !name.isEmpty, name.unicodeScalars.count <= 100 else {
      throw TaskError(.invalid, field: "name", "a name of 1 to 100 characters is expected")
    }
    let isOperator = request.actor == nil
    guard !request.scopes.isEmpty, request.scopes.allSatisfy({ $0.isOperator == isOperator })
    else {
      throw TaskError(.invalid, field: "scopes", "the scopes do not fit this kind of token")
    }
    if let lifetime = request.lifetimeSeconds, !(1...3_155_760_000).contains(lifetime) {
      throw TaskError(.invalid, field: "expires", "a lifetime of 1 second to 100 years is expected")
    }
    if let actor = request.actor { try await Permissions.require(actor, in: session) }
    let secret = TokenSecret.random(isOperator: isOperator)
    let row = try await session.queryRow(
      insertSQL,
      [
        isOperator ? "operator" : "user", name, secret.lookup, secret.hash, request.actor?.user,
        request.actor?.workspace, request.scopes.map(\.rawValue).sorted(), request.lifetimeSeconds,
      ])
    guard let id = try row?.get("id", as: UUID.self) else {
      throw TaskError(.invalid, "the token was not stored")
    }
    return (id, secret)
  }

  private static let findSQL = SQL(
    "find_token",
    """
    select t.id, t.secret_hash, t.user_id, t.workspace_id, t.scopes, t.revoked_at is not null
      as revoked, coalesce(t.expires_at <= now(), false) as expired,
      coalesce(t.last_used_at < now() - interval '1 minute', true) as stale,
      (t.kind = 'operator' or exists (select from public.users u
        join public.workspace_members m on m.user_id = u.id and m.workspace_id = t.workspace_id
        join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
        where u.id = t.user_id and u.is_active)) as alive
    from pipeline.tokens t where t.lookup = $1
    """)

  private static let findOperatorSQL = SQL(
    "find_operator_token",
    """
    select t.id, t.secret_hash, t.user_id, t.workspace_id, t.scopes, t.revoked_at is not null
      as revoked, coalesce(t.expires_at <= now(), false) as expired,
      coalesce(t.last_used_at < now() - interval '1 minute', true) as stale,
      true as alive
    from pipeline.tokens t where t.lookup = $1 and t.kind = 'operator'
    """)

  private static let touchSQL = SQL(
    "touch_token",
    """
    update pipeline.tokens set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')
    """)

  /// Whom a token speaks for, by the database's clock; throws an ``AccessError`` where it is
  /// wrong, revoked, expired, or its user or workspace is gone.
  public static func verify(
    _ text: String, in session: any PostgresSession
  ) async throws -> TokenIdentity {
    guard let presented = TokenSecret(text) else { throw AccessError.invalid }
    // Operators' tokens work without the app's tables, which may not exist yet.
    let sql = text.hasPrefix("fro_") ? findOperatorSQL : findSQL
    let row = try await session.queryRow(sql, [presented.lookup])
    // Without a row the same comparison is made, so that the time tells nothing.
    let stored = try row?.get("secret_hash", as: [UInt8].self) ?? SHA256.digest(of: "")
    guard ConstantTime.equal(stored, presented.hash), let row,
      try !row.get("revoked", as: Bool.self), try row.get("alive", as: Bool.self)
    else { throw AccessError.invalid }
    guard try !row.get("expired", as: Bool.self) else { throw AccessError.expired }
    let id = try row.get("id", as: UUID.self)
    if try row.get("stale", as: Bool.self) { try await session.execute(touchSQL, [id]) }
    let scopes = try row.get("scopes", as: [String].self)
    return TokenIdentity(
      token: id, actor: try actor(row), scopes: Set(scopes.compactMap { TokenScope(rawValue: $0) }))
  }

  private static func actor(_ row: PostgresRow) throws -> Actor? {
    guard let user = try row.get("user_id", as: UUID?.self),
      let workspace = try row.get("workspace_id", as: UUID?.self)
    else { return nil }
    return Actor(user: user, workspace: workspace)
  }

  private static let listSQL = SQL(
    "list_tokens",
    """
    select id, kind, name, lookup, user_id, workspace_id, scopes, created_at, expires_at,
      revoked_at, last_used_at
    from pipeline.tokens
    where ($1::uuid is null or user_id = $1) and ($2 or revoked_at is null)
    order by created_at, id
    """)

  /// The tokens, of one user where given; revoked ones only where asked.
  public static func list(
    user: UUID? = nil, revoked: Bool = false, in session: any PostgresSession
  ) async throws -> [TokenRecord] {
    try await session.query(listSQL, [user, revoked]).map { row in
      let kind = try row.get("kind", as: String.self) == "operator" ? "fro" : "frt"
      return TokenRecord(
        id: try row.get("id", as: UUID.self), name: try row.get("name", as: String.self),
        prefix: "\(kind)_\(try row.get("lookup", as: String.self))", actor: try actor(row),
        scopes: try row.get("scopes", as: [String].self),
        createdAt: try row.get("created_at", as: Instant.self),
        expiresAt: try row.get("expires_at", as: Instant?.self),
        revokedAt: try row.get("revoked_at", as: Instant?.self),
        lastUsedAt: try row.get("last_used_at", as: Instant?.self))
    }
  }

  private static let revokeSQL = SQL(
    "revoke_token",
    """
    update pipeline.tokens set revoked_at = now()
    where (id::text = lower($1) or lookup = $2) and revoked_at is null
    """)

  /// Revokes the token of that id, prefix or whole text; false where there is none left to revoke.
  public static func revoke(
    _ name: String, in session: any PostgresSession
  ) async throws -> Bool {
    let parts = name.split(separator: "_", maxSplits: 2)
    let lookup = parts.count >= 2 ? String(parts[1]) : ""
    return try await session.execute(revokeSQL, [name, lookup]) > 0
  }
}
