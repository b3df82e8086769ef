public import Shared

/// How many mails an address takes, and from one sender.
///
/// Token buckets in the database, so that every door counts the same. Senders are counted in a fixed
/// number of buckets an address, since From costs nothing to make up.
public struct MailRateLimits: Hashable, Sendable {
  /// Mails an hour of one address.
  public var perAddress: Int
  /// Mails an hour of one sender to an address.
  public var perSender: Int

  /// The limits of the settings' defaults unless given.
  public init(
    perAddress: Int = Settings.mailsPerAddress.defaultValue,
    perSender: Int = Settings.mailsPerSender.defaultValue
  ) {
    self.perAddress = perAddress
    self.perSender = perSender
  }

  private static let unsafeSQL = SQL(
    "relax_rate_commit", "select set_config('synchronous_commit', 'off', true)")
  private static let reserveSQL = SQL(
    "reserve_mail_rate", "select pipeline.reserve_rate($1, 1, $2, $3) as wait")
  private static let returnSQL = SQL(
    "return_mail_rate", "select pipeline.settle_rate($1, 1, 0)")

  /// Takes one mail of that sender to that address; nil where it fits, else the seconds to wait.
  ///
  /// The mail goes to `route`; `sender` is the envelope's, else From.
  func take(
    _ route: InboundRoute, from sender: String, in pool: PostgresPool
  ) async throws -> Int? {
    let address = "mail:address:\(route.slug)"
    let from = "mail:sender:\(route.slug):\(Self.bucket(sender))"
    // A crash may forget the last counts; nothing else rests on them.
    let rows = try await pool.pipeline { batch in
      batch.add(Self.unsafeSQL, [])
      batch.add(Self.reserveSQL, [address, Double(perAddress), Double(perAddress) / 3_600])
      batch.add(Self.reserveSQL, [from, Double(perSender), Double(perSender) / 3_600])
    }
    let waits = try rows.dropFirst().map { try $0.first?.get("wait", as: Double.self) ?? 0 }
    guard let longest = waits.max(), longest > 0 else { return nil }
    for (key, wait) in zip([address, from], waits) where wait <= 0 {
      try await pool.execute(Self.returnSQL, [key])
    }
    return max(1, Int(longest.rounded(.up)))
  }

  private static func bucket(_ sender: String) -> Int {
    let digest = SHA256.digest(of: Array(sender.lowercased().utf8))
    return (Int(digest[0]) << 8 | Int(digest[1])) % InputLimits.senderBuckets
  }
}
