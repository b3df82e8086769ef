import FoundationEssentials
import Shared

/// Which notices were sent: a row is written before anything goes out, so that a crash in between
/// costs a notice and never doubles one.
enum MailNoticeLedger {
  private static let reserveSQL = SQL(
    "reserve_mail_notice",
    """
    insert into pipeline.mail_notices (sender, reason, day, workspace_id, job_id)
    values ($1, $2, (now() at time zone 'UTC')::date, $3, $4)
    on conflict (sender, reason, day) do nothing
    """)

  private static let beginSQL = SQL(
    "begin_mail_notice",
    """
    update pipeline.mail_notices set state = 'sending'
    where sender = $1 and reason = $2 and job_id = $3 and state = 'reserved'
      and day >= (now() at time zone 'UTC')::date - 1
    """)

  private static let settleSQL = SQL(
    "settle_mail_notice",
    """
    update pipeline.mail_notices set state = $4
    where sender = $1 and reason = $2 and job_id = $3 and state = 'sending'
    """)

  private static let forgetSQL = SQL(
    "forget_mail_notices",
    "delete from pipeline.mail_notices where day < (now() at time zone 'UTC')::date - 7")

  /// True where this job may send the notice now: no other of that sender and reason goes out
  /// today, and no earlier attempt of this job may have sent it already.
  static func begin(
    _ notice: MailNotice, job: ClaimedJob, workspace: UUID, in pool: PostgresPool
  ) async throws -> Bool {
    try await pool.transaction { session in
      try await session.execute(forgetSQL)
      try await session.execute(
        reserveSQL, [notice.recipient, notice.reason.rawValue, workspace, job.id.rawValue])
      return try await session.execute(
        beginSQL, [notice.recipient, notice.reason.rawValue, job.id.rawValue]) > 0
    }
  }

  /// Notes what came of it: `sent`, or `reserved` again where it certainly was not taken.
  static func settle(
    _ notice: MailNotice, job: ClaimedJob, isSent: Bool, in session: any PostgresSession
  ) async throws {
    try await session.execute(
      settleSQL,
      [notice.recipient, notice.reason.rawValue, job.id.rawValue, isSent ? "sent" : "reserved"])
  }
}
