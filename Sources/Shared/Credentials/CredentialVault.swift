public import FoundationEssentials

/// Keeps secrets of outside services in `pipeline.credentials`: AES-256-GCM under a key derived from
/// `APP_SECRET`, bound to table, column, row, workspace and key, so that a sealed value that was
/// moved elsewhere does not open.
public struct CredentialVault: Sendable {
  private let keys: [CredentialKey]

  /// The vault of the operator's settings; throws `noSecret` where `APP_SECRET` is missing.
  ///
  /// What `APP_SECRET_PREVIOUS` has sealed still opens, until ``rotate(in:)`` has sealed it anew.
  public init(settings: Settings) throws {
    guard let secret = settings[Settings.appSecret] else { throw CredentialError.noSecret }
    let secrets = [secret, settings[Settings.appSecretPrevious]].compactMap(\.self)
    keys = try secrets.map { try CredentialKey(secret: Array($0.utf8)) }
  }

  private static let upsertSQL = SQL(
    "store_credential",
    """
    insert into pipeline.credentials as c (id, workspace_id, user_id, kind, name, key_id, nonce,
      sealed)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    """)

  private static let replaceSQL = SQL(
    "replace_credential",
    """
    update pipeline.credentials set key_id = $3, nonce = $4, sealed = $5, updated_at = now()
    where id = $1 and workspace_id = $2
    """)

  private static let readSQL = SQL(
    "read_credential",
    """
    select id, workspace_id, key_id, nonce, sealed from pipeline.credentials
    where id = $1 and workspace_id = $2
    """)

  private static let deleteSQL = SQL(
    "delete_credential", "delete from pipeline.credentials where id = $1 and workspace_id = $2")

  private static let staleSQL = SQL(
    "list_stale_credentials",
    """
    select id, workspace_id, key_id, nonce, sealed from pipeline.credentials
    where key_id <> $1 order by id limit 500 for update skip locked
    """)

  /// Seals and stores a secret of the actor; returns its id. `name` tells apart those of one kind.
  public func store(
    _ secret: [UInt8], kind: String, name: String, for actor: Actor,
    in session: any PostgresSession
  ) async throws -> UUID {
    let id = UUID()
    let sealed = try seal(secret, row: id, workspace: actor.workspace)
    try await session.execute(
      Self.upsertSQL,
      [
        id, actor.workspace, actor.user, kind, name, sealed.key, sealed.nonce, sealed.bytes,
      ])
    return id
  }

  /// Puts another secret in the place of one; throws `notFound` where there is none.
  public func replace(
    _ id: UUID, with secret: [UInt8], workspace: UUID, in session: any PostgresSession
  ) async throws {
    let sealed = try seal(secret, row: id, workspace: workspace)
    let count = try await session.execute(
      Self.replaceSQL, [id, workspace, sealed.key, sealed.nonce, sealed.bytes])
    guard count == 1 else { throw CredentialError.notFound }
  }

  /// The secret; throws `notFound` or `notAuthentic`.
  public func secret(
    _ id: UUID, workspace: UUID, in session: any PostgresSession
  ) async throws -> [UInt8] {
    guard let row = try await session.queryRow(Self.readSQL, [id, workspace]) else {
      throw CredentialError.notFound
    }
    return try open(row)
  }

  /// Removes a secret; nothing happens where there is none.
  public static func remove(
    _ id: UUID, workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(deleteSQL, [id, workspace])
  }

  /// Seals everything anew that is not sealed under the present secret, a few hundred at a time in
  /// one transaction; returns how many that were. Call it until it returns 0; then the previous
  /// secret can go.
  public func rotate(in session: any PostgresSession) async throws -> Int {
    let rows = try await session.query(Self.staleSQL, [keys[0].id])
    for row in rows {
      let secret = try open(row)
      try await replace(
        try row.get("id", as: UUID.self), with: secret,
        workspace: try row.get("workspace_id", as: UUID.self), in: session)
    }
    return rows.count
  }

  private struct Sealed {
    var key: String
    var nonce: [UInt8]
    var bytes: [UInt8]
  }

  private func seal(
    _ secret: [UInt8], row: UUID, workspace: UUID
  ) throws(CryptoError) -> Sealed {
    let key = keys[0]
    let sealed = try AESGCM.seal(
      secret, key: key.bytes,
      associatedData: Self.place(row: row, workspace: workspace, key: key.id))
    return Sealed(
      key: key.id, nonce: Array(sealed.prefix(CryptoLimits.nonceBytes)),
      bytes: Array(sealed.dropFirst(CryptoLimits.nonceBytes)))
  }

  private func open(_ row: PostgresRow) throws -> [UInt8] {
    let name = try row.get("key_id", as: String.self)
    guard let key = keys.first(where: { $0.id == name }) else {
      throw CredentialError.notAuthentic
    }
    let bytes =
      try row.get("nonce", as: [UInt8].self) + row.get("sealed", as: [UInt8].self)
    let place = Self.place(
      row: try row.get("id", as: UUID.self),
      workspace: try row.get("workspace_id", as: UUID.self), key: name)
    do {
      return try AESGCM.open(bytes, key: key.bytes, associatedData: place)
    } catch {
      throw CredentialError.notAuthentic
    }
  }

  private static func place(row: UUID, workspace: UUID, key: String) -> [UInt8] {
    let names = [
      "pipeline.credentials", "sealed", row.uuidString.lowercased(),
      workspace.uuidString.lowercased(), key,
    ]
    return Array(names.joined(separator: "\u{1f}").utf8)
  }
}
