/// What an address's owner has decided about the mail that comes to it.
public struct InboundPolicy: Hashable, Sendable {
  /// Mail of senders that are not on the list: accept, quarantine or reject.
  public var unknownSender: InboundRoute.Policy
  /// Mail that failed authentication: accept, quarantine or reject.
  public var failedAuthentication: InboundRoute.Policy
  /// Automatic mail: accept, quarantine or drop.
  public var automaticMail: InboundRoute.Policy
  /// Mail of mailing lists: accept, quarantine or drop.
  public var listMail: InboundRoute.Policy
  /// Mass mail, notifications and mail without an envelope sender: accept, quarantine or drop.
  public var bulkMail: InboundRoute.Policy
  /// Addresses and `@domain`s that are always welcome.
  public var allowedSenders: [String]
  /// True where the sender may be told of a failure.
  public var notifiesFailures: Bool

  private static let columns = """
    unknown_sender_policy, failed_authentication_policy, automatic_mail_policy, list_mail_policy,
    bulk_mail_policy, allowed_senders, notify_failures
    """

  private static let readSQL = SQL(
    "read_address_policy",
    "select \(columns) from pipeline.addresses where slug = lower($1) and revoked_at is null for update"
  )

  private static let writeSQL = SQL(
    "write_address_policy",
    """
    update pipeline.addresses set (\(columns)) = ($2, $3, $4, $5, $6, $7, $8)
    where slug = lower($1) and revoked_at is null
    """)

  /// The policy of an address that takes mail, held until the transaction ends; nil where there is
  /// no such address.
  public static func read(
    _ slug: String, in session: any PostgresSession
  ) async throws -> InboundPolicy? {
    guard let row = try await session.queryRow(readSQL, [slug]) else { return nil }
    func policy(_ column: String, _ fallback: InboundRoute.Policy) throws -> InboundRoute.Policy {
      InboundRoute.Policy(rawValue: try row.get(column, as: String.self)) ?? fallback
    }
    return InboundPolicy(
      unknownSender: try policy("unknown_sender_policy", .accept),
      failedAuthentication: try policy("failed_authentication_policy", .quarantine),
      automaticMail: try policy("automatic_mail_policy", .drop),
      listMail: try policy("list_mail_policy", .accept),
      bulkMail: try policy("bulk_mail_policy", .accept),
      allowedSenders: try row.get("allowed_senders", as: [String].self),
      notifiesFailures: try row.get("notify_failures", as: Bool.self))
  }

  /// Writes the policy of an address; false where there is no such address. What a policy may not
  /// be, the table refuses.
  public func write(_ slug: String, in session: any PostgresSession) async throws -> Bool {
    let senders = Array(Set(allowedSenders.map { $0.lowercased() })).sorted()
      .prefix(InputLimits.allowedSenders)
    return try await session.execute(
      Self.writeSQL,
      [
        slug, unknownSender.rawValue, failedAuthentication.rawValue, automaticMail.rawValue,
        listMail.rawValue, bulkMail.rawValue, Array(senders), notifiesFailures,
      ]) > 0
  }
}
