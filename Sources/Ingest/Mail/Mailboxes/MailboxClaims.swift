import FoundationEssentials
import Shared

/// Who reads which mailbox, and how far: every write shows the claim's token, so that a poller whose
/// claim ran out writes nothing any more.
enum MailboxClaims {
  private static let claimSQL = SQL(
    "claim_mailbox",
    """
    update pipeline.mailboxes m
    set claim_token = gen_random_uuid(), claimed_until = now() + $2 * interval '1 millisecond'
    where m.id = (
      select id from pipeline.mailboxes
      where enabled and (case when $1::uuid is null then next_poll_at <= now() else id = $1 end)
        and coalesce(claimed_until <= now(), true)
      order by next_poll_at limit 1 for update skip locked)
    returning \(Mailboxes.columns), m.claim_token,
      (select count(*) from pipeline.mailboxes where enabled) as mailboxes
    """)

  /// Claims the mailbox of that id, or the one that is due for longest; nil where there is none or
  /// another poller has it.
  static func claim(
    _ id: UUID?, lease: Duration, in session: any PostgresSession
  ) async throws -> MailboxClaim? {
    try await session.queryRow(claimSQL, [id, milliseconds(lease)]).map { row in
      MailboxClaim(
        mailbox: try Mailboxes.mailbox(row),
        mailboxes: Int(try row.get("mailboxes", as: Int64.self)),
        token: try row.get("claim_token", as: UUID.self))
    }
  }

  private static let renewSQL = SQL(
    "renew_mailbox_claim",
    """
    update pipeline.mailboxes set claimed_until = now() + $3 * interval '1 millisecond'
    where id = $1 and claim_token = $2
    """)

  /// Makes a claim last longer; false where it is another's.
  static func renew(
    _ claim: MailboxClaim, lease: Duration, in session: any PostgresSession
  ) async throws -> Bool {
    try await session.execute(
      renewSQL, [claim.mailbox.id, claim.token, milliseconds(lease)]) == 1
  }

  private static let advanceSQL = SQL(
    "advance_mailbox",
    """
    update pipeline.mailboxes set uid_validity = $3,
      last_uid = case when uid_validity = $3 then greatest(last_uid, $4) else $4 end,
      stored_count = stored_count + $5, refused_count = refused_count + $6
    where id = $1 and claim_token = $2 and claimed_until > now()
    """)

  private static let messageSQL = SQL(
    "record_mailbox_message",
    """
    insert into pipeline.mailbox_messages (mailbox_id, workspace_id, uid_validity, uid, refusal,
      cleared)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (mailbox_id, uid_validity, uid) do update
    set refusal = excluded.refusal, cleared = excluded.cleared
    """)

  /// Records a message as read, in the transaction that stores it or, for a refusal, in its own.
  ///
  /// - Throws: `MailboxError.claimLost`, upon which nothing may commit.
  static func record(
    _ uid: UInt32, validity: UInt32, refusal: String?, isCleared: Bool, _ claim: MailboxClaim,
    in session: any PostgresSession
  ) async throws {
    let changed = try await session.execute(
      advanceSQL,
      [
        claim.mailbox.id, claim.token, Int64(validity), Int64(uid),
        Int64(refusal == nil ? 1 : 0), Int64(refusal == nil ? 0 : 1),
      ])
    guard changed == 1 else { throw MailboxError.claimLost }
    try await session.execute(
      messageSQL,
      [
        claim.mailbox.id, claim.mailbox.actor.workspace, Int64(validity), Int64(uid), refusal,
        isCleared,
      ])
  }

  private static let forgetSQL = SQL(
    "forget_mailbox_messages",
    "delete from pipeline.mailbox_messages where mailbox_id = $1 and uid_validity <> $2")

  /// Forgets messages of UIDs that no longer mean anything.
  static func forget(
    besides validity: UInt32, _ claim: MailboxClaim, in session: any PostgresSession
  ) async throws {
    try await session.execute(forgetSQL, [claim.mailbox.id, Int64(validity)])
  }

  private static let pendingSQL = SQL(
    "list_uncleared_messages",
    """
    select uid from pipeline.mailbox_messages
    where mailbox_id = $1 and uid_validity = $2 and not cleared order by uid limit $3
    """)

  /// Stored messages that are still to be moved or deleted on the server.
  static func uncleared(
    validity: UInt32, _ claim: MailboxClaim, in session: any PostgresSession
  ) async throws -> [UInt32] {
    try await session.query(
      pendingSQL, [claim.mailbox.id, Int64(validity), Int64(MailboxLimits.messagesAtOnce)]
    ).map { UInt32(clamping: try $0.get("uid", as: Int64.self)) }
  }

  private static let clearSQL = SQL(
    "clear_mailbox_message",
    """
    update pipeline.mailbox_messages set cleared = true
    where mailbox_id = $1 and uid_validity = $2 and uid = $3
    """)

  /// Notes that a stored message was moved or deleted on the server.
  static func clear(
    _ uid: UInt32, validity: UInt32, _ claim: MailboxClaim, in session: any PostgresSession
  ) async throws {
    try await session.execute(clearSQL, [claim.mailbox.id, Int64(validity), Int64(uid)])
  }

  private static let releaseSQL = SQL(
    "release_mailbox",
    """
    update pipeline.mailboxes set claim_token = null, claimed_until = null, last_polled_at = now(),
      next_poll_at = now() + $3 * interval '1 millisecond',
      failures = case when $4::text is null then 0 else failures + 1 end, last_error = $4
    where id = $1 and claim_token = $2
    """)

  /// Gives a claim back, with when the mailbox is to be looked into again and why this look failed.
  static func release(
    _ claim: MailboxClaim, next: Duration, failure: String?, in session: any PostgresSession
  ) async throws {
    try await session.execute(
      releaseSQL, [claim.mailbox.id, claim.token, milliseconds(next), failure])
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    Int64(clamping: duration.wholeNanoseconds / 1_000_000)
  }
}
