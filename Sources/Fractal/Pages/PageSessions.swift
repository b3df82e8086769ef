import FoundationEssentials
import Shared

/// Links into pages and what they leave behind (`pipeline.page_links`, `pipeline.page_sessions`).
///
/// A secret is 32 random bytes, of which only the hash is stored. Nothing but the database's clock
/// says what has ended, and of two browsers that follow one link at the same time one gets in.
struct PageSessions: Sendable {
  /// The database.
  let pool: PostgresPool

  /// A link that opens one page for one user, once.
  struct Link: Sendable {
    /// Path and query, to be put behind the server's address.
    let target: String
    /// When it ends.
    let expires: Instant
  }

  private static let cleanSQL = SQL(
    "remove_ended_page_links",
    """
    delete from pipeline.page_links where secret_hash in (
      select secret_hash from pipeline.page_links
      where expires_at < now() - interval '1 day' limit $1)
    """)

  private static let cleanSessionsSQL = SQL(
    "remove_ended_page_sessions",
    """
    delete from pipeline.page_sessions where secret_hash in (
      select secret_hash from pipeline.page_sessions where expires_at < now() limit $1)
    """)

  private static let linkSQL = SQL(
    "make_page_link",
    """
    insert into pipeline.page_links (secret_hash, workspace_id, user_id, path, expires_at)
    values ($1, $2, $3, $4, now() + $5 * interval '1 second') returning expires_at
    """)

  /// Makes a link to a page for the actor; throws `invalid` where the path is none.
  func makeLink(_ path: String, as actor: Actor) async throws -> Link {
    guard PagePath.isValid(path) else {
      throw TaskError(.invalid, field: "path", "a plain path such as /plan is expected")
    }
    try await Permissions.require(actor, in: pool)
    let secret = Self.secret()
    let results = try await pool.pipeline { batch in
      batch.add(Self.cleanSQL, [PageAccessLimits.removedAtOnce])
      batch.add(Self.cleanSessionsSQL, [PageAccessLimits.removedAtOnce])
      batch.add(
        Self.linkSQL,
        [
          SHA256.digest(of: secret), actor.workspace, actor.user, path,
          PageAccessLimits.linkSeconds,
        ])
    }
    guard let expires = try results[2].first?.get("expires_at", as: Instant.self) else {
      throw Problem.internalError()
    }
    return Link(target: "\(path)?link=\(secret)", expires: expires)
  }

  /// Whose links and sessions count: an active user who is still in the workspace.
  private static let living = """
    exists (select from public.users u
      join public.workspace_members m on m.user_id = u.id and m.workspace_id = l.workspace_id
      join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
      where u.id = l.user_id and u.is_active)
    """

  private static let useSQL = SQL(
    "use_page_link",
    """
    update pipeline.page_links l set used_at = now()
    where l.secret_hash = $1 and l.path = $2 and l.used_at is null and l.expires_at > now()
      and \(living)
    returning l.user_id, l.workspace_id
    """)

  private static let openSQL = SQL(
    "open_page_session",
    """
    insert into pipeline.page_sessions (secret_hash, workspace_id, user_id, path, expires_at)
    values ($1, $2, $3, $4, now() + $5 * interval '1 second')
    """)

  /// Uses a link up and opens its page; nil where the link is unknown, used, ended or of another
  /// path.
  func open(_ secret: String, path: String) async throws -> PageSession? {
    guard secret.utf8.count <= 100 else { return nil }
    let own = Self.secret()
    return try await pool.transaction { transaction in
      guard
        let row = try await transaction.queryRow(
          Self.useSQL, [SHA256.digest(of: secret), path])
      else { return nil }
      let actor = Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self))
      try await transaction.execute(
        Self.openSQL,
        [
          SHA256.digest(of: own), actor.workspace, actor.user, path,
          PageAccessLimits.sessionSeconds,
        ])
      return PageSession(actor: actor, path: path, secret: own, isNew: true)
    }
  }

  private static let findSQL = SQL(
    "find_page_session",
    """
    select l.user_id, l.workspace_id, l.path from pipeline.page_sessions l
    where l.secret_hash = $1 and l.expires_at > now() and \(living)
    """)

  /// The session of a cookie that holds for the path; nil where there is none.
  func session(_ secret: String, path: String) async throws -> PageSession? {
    guard secret.utf8.count <= 100,
      let row = try await pool.queryRow(Self.findSQL, [SHA256.digest(of: secret)])
    else { return nil }
    let opened = try row.get("path", as: String.self)
    guard PageSession.covers(path, opened: opened) else { return nil }
    return PageSession(
      actor: Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self)),
      path: opened, secret: secret, isNew: false)
  }

  private static func secret() -> String {
    Base64.encode(SecureRandom.bytes(PageAccessLimits.secretBytes), .urlSafe)
  }
}
