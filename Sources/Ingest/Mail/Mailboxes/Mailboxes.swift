public import FoundationEssentials
public import Shared

/// Mailboxes in the database: added, listed, removed.
public enum Mailboxes {
  /// The columns that ``mailbox(_:)`` reads.
  static let columns = """
    m.id, m.workspace_id, m.user_id, m.name, m.host, m.port, m.security, m.login, m.credential_id,
    m.folder, m.recipient, m.after_storing, m.target_folder, m.uid_validity, m.last_uid, m.enabled,
    m.failures, m.last_error, m.last_polled_at, m.stored_count, m.refused_count, m.authentication
    """

  private static let insertSQL = SQL(
    "add_mailbox",
    """
    insert into pipeline.mailboxes (id, workspace_id, user_id, name, host, port, security, login,
      credential_id, folder, recipient, after_storing, target_folder, authentication)
    values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    returning id
    """)

  /// Adds a mailbox and seals the endpoint's password, or the token that stands in its place, in the
  /// caller's transaction.
  ///
  /// - Throws: `TaskError` where the actor is no member of the workspace or the name is taken or
  ///   does not fit.
  public static func add(
    _ endpoint: IMAPEndpoint, authentication: Mailbox.Authentication = .password, name: String,
    folder: String, recipient: String?, afterStoring: Mailbox.AfterStoring, as actor: Actor,
    vault: CredentialVault,
    in session: any PostgresSession
  ) async throws -> UUID {
    try await Permissions.require(actor, in: session)
    guard (1...100).contains(name.unicodeScalars.count), name.utf8.allSatisfy({ $0 >= 0x20 })
    else {
      throw TaskError(.invalid, field: "name", "a name of 1 to 100 characters is expected")
    }
    if try await find(name, workspace: actor.workspace, in: session) != nil {
      throw TaskError(.invalid, field: "name", "the workspace has a mailbox of that name")
    }
    let credential = try await vault.store(
      Array(endpoint.password.utf8), kind: "imap", name: name, for: actor, in: session)
    let row = try await session.queryRow(
      insertSQL,
      [
        actor.workspace, actor.user, name, endpoint.host, Int64(endpoint.port),
        endpoint.security.rawValue, endpoint.user, credential, folder, recipient,
        afterStoring.word, afterStoring.folder, authentication.rawValue,
      ])
    guard let id = try row?.get("id", as: UUID.self) else {
      throw TaskError(.invalid, entity: "mailbox", "the mailbox was not stored")
    }
    return id
  }

  private static let listSQL = SQL(
    "list_mailboxes",
    """
    select \(columns) from pipeline.mailboxes m
    where ($1::uuid is null or m.workspace_id = $1) and ($2::text is null or m.name = $2)
    order by m.name, m.id limit 1000
    """)

  /// The mailboxes, of a workspace where given, in the order of their names.
  public static func list(
    workspace: UUID? = nil, in session: any PostgresSession
  ) async throws -> [Mailbox] {
    try await session.query(listSQL, [workspace, String?.none]).map { try mailbox($0) }
  }

  /// The mailbox of that name; nil where there is none.
  public static func find(
    _ name: String, workspace: UUID? = nil, in session: any PostgresSession
  ) async throws -> Mailbox? {
    try await session.query(listSQL, [workspace, name]).first.map { try mailbox($0) }
  }

  private static let removeSQL = SQL(
    "remove_mailbox",
    "delete from pipeline.mailboxes where id = $1 and workspace_id = $2 returning credential_id")

  /// Forgets a mailbox with its password, in the caller's transaction; what it brought stays.
  public static func remove(_ mailbox: Mailbox, in session: any PostgresSession) async throws {
    let workspace = mailbox.actor.workspace
    guard let row = try await session.queryRow(removeSQL, [mailbox.id, workspace]) else { return }
    try await CredentialVault.remove(
      try row.get("credential_id", as: UUID.self), workspace: workspace, in: session)
  }

  /// Reads a row of ``columns``.
  static func mailbox(_ row: PostgresRow) throws -> Mailbox {
    let after: Mailbox.AfterStoring =
      switch try row.get("after_storing", as: String.self) {
      case "delete": .delete
      case "move": .move(try row.get("target_folder", as: String?.self) ?? "")
      default: .keep
      }
    return Mailbox(
      id: try row.get("id", as: UUID.self),
      actor: Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self)),
      name: try row.get("name", as: String.self), host: try row.get("host", as: String.self),
      port: UInt16(clamping: try row.get("port", as: Int32.self)),
      security: IMAPEndpoint.Security(rawValue: try row.get("security", as: String.self)) ?? .tls,
      login: try row.get("login", as: String.self),
      authentication: Mailbox.Authentication(
        rawValue: try row.get("authentication", as: String.self)) ?? .password,
      credential: try row.get("credential_id", as: UUID.self),
      folder: try row.get("folder", as: String.self),
      recipient: try row.get("recipient", as: String?.self), afterStoring: after,
      uidValidity: try row.get("uid_validity", as: Int64?.self).map { UInt32(clamping: $0) },
      lastUID: UInt32(clamping: try row.get("last_uid", as: Int64.self)),
      isEnabled: try row.get("enabled", as: Bool.self),
      lastPolledAt: try row.get("last_polled_at", as: Instant?.self),
      failures: Int(try row.get("failures", as: Int32.self)),
      lastError: try row.get("last_error", as: String?.self),
      storedCount: try row.get("stored_count", as: Int64.self),
      refusedCount: try row.get("refused_count", as: Int64.self))
  }
}
