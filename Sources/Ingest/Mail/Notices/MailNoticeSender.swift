import FoundationEssentials
public import Shared

/// Sends a notice to the sender of a mail of which nothing came.
public struct MailNoticeSender: JobHandler {
  /// The kind of job.
  public var kind: JobKind { MailNotice.kind }

  private let pool: PostgresPool
  private let client: SMTPClient?
  private let sender: String?

  /// A handler that hands notices to that server, from that address; without either nothing is sent.
  public init(pool: PostgresPool, client: SMTPClient?, sender: String?) {
    self.pool = pool
    self.client = client
    self.sender = sender
  }

  /// Sends the notice, unless its sender was told today or is one of our own addresses.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let notice = MailNotice(job.args), let workspace = job.workspace else {
      return .discard(JobFailure("bad_arguments", "no notice is named", isFinal: true))
    }
    guard let client, let sender else { return .done(result: ["sent": false]) }
    if let recipient = InboundRecipient(notice.recipient),
      try await InboundRouting.route(recipient, in: pool) != nil
    {
      return .cancel(reason: "the sender is an inbound address")
    }
    guard notice.recipient != sender.lowercased(),
      try await MailNoticeLedger.begin(notice, job: job, workspace: workspace, in: pool)
    else { return .done(result: ["sent": false]) }
    let now = try await pool.queryRow(Self.nowSQL)?.get("now", as: Instant.self)
    let message = notice.message(
      from: sender, token: Hex.encode(SecureRandom.bytes(16)), date: now?.seconds ?? 0)
    do {
      try await client.send(message, to: notice.recipient)
    } catch {
      guard error.isPassing, error.isCertain else {
        return .discard(JobFailure("notice_not_sent", error.description, isFinal: true))
      }
      try await MailNoticeLedger.settle(notice, job: job, isSent: false, in: pool)
      return .retry(JobFailure("notice_not_sent", error.description))
    }
    return .done(
      result: ["sent": true],
      effects: { session in
        try await MailNoticeLedger.settle(notice, job: job, isSent: true, in: session)
      })
  }

  private static let nowSQL = SQL("mail_notice_time", "select now() as now")
}
