public import FoundationEssentials

/// Our own inbound addresses: made with slugs that nobody can guess, rotated and revoked.
public enum InboundAddresses {
  private static let insertSQL = SQL(
    "insert_address",
    """
    insert into pipeline.addresses (id, slug, workspace_id, user_id, project_id, task_id)
    values (gen_random_uuid(), $1, $2, $3, $4, $5) returning id
    """)

  /// Makes an address for the actor, into a project or onto a task where given, and returns its id
  /// and slug. Throws where the actor may not write there.
  public static func create(
    project: UUID? = nil, task: UUID? = nil, as actor: Actor, in session: any PostgresSession
  ) async throws -> (id: UUID, slug: String) {
    try await Permissions.require(
      .edit, of: project.map { [$0] } ?? [], as: actor, in: session)
    if let task { _ = try await TaskReader.task(task, as: actor, in: session) }
    let slug = randomSlug()
    let row = try await session.queryRow(
      insertSQL, [slug, actor.workspace, actor.user, project, task])
    guard let id = try row?.get("id", as: UUID.self) else {
      throw TaskError(.invalid, entity: "address", "the address was not stored")
    }
    return (id, slug)
  }

  /// Sixteen letters and digits (RFC 4648 base 32 in lower case), 80 random bits.
  static func randomSlug() -> String {
    let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var bits: UInt32 = 0
    var held = 0
    var slug: [UInt8] = []
    for byte in SecureRandom.bytes(InputLimits.slugBytes) {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        slug.append(digits[Int(bits >> UInt32(held) & 31)])
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  private static let revokeSQL = SQL(
    "revoke_address",
    """
    update pipeline.addresses set revoked_at = now()
    where slug = lower($1) and revoked_at is null and ($2::uuid is null or workspace_id = $2)
    returning id, workspace_id, user_id, project_id, task_id
    """)

  /// Revokes an address, of that workspace where given; false where there is none left to revoke.
  public static func revoke(
    _ slug: String, workspace: UUID? = nil, in session: any PostgresSession
  ) async throws -> Bool {
    try await session.execute(revokeSQL, [slug, workspace]) > 0
  }

  private static let rotateSQL = SQL(
    "rotate_address",
    """
    insert into pipeline.addresses (id, slug, workspace_id, user_id, project_id, task_id,
      unknown_sender_policy, failed_authentication_policy, automatic_mail_policy,
      list_mail_policy, bulk_mail_policy, allowed_senders, notify_failures, rotated_from)
    select gen_random_uuid(), $2, workspace_id, user_id, project_id, task_id,
      unknown_sender_policy, failed_authentication_policy, automatic_mail_policy,
      list_mail_policy, bulk_mail_policy, allowed_senders, notify_failures, id
    from pipeline.addresses where slug = lower($1)
    """)

  /// Replaces an address by one with a fresh slug and the same settings, in the caller's
  /// transaction; nil where there is none to replace.
  public static func rotate(
    _ slug: String, workspace: UUID? = nil, in session: any PostgresSession
  ) async throws -> String? {
    guard try await revoke(slug, workspace: workspace, in: session) else { return nil }
    let fresh = randomSlug()
    try await session.execute(rotateSQL, [slug, fresh])
    return fresh
  }
}
