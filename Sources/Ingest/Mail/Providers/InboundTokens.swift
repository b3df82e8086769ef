public import Shared

/// Tokens of requests whose signature does not cover their content: each is good for one content.
///
/// A request that comes again with the same content passes, for its first answer may have been lost;
/// the input's own key then knows it again.
public enum InboundTokens {
  /// A token came with another content than before.
  public struct Reused: Error, Hashable, Sendable {}

  private static let insertSQL = SQL(
    "use_inbound_token",
    """
    insert into pipeline.inbound_tokens (provider, token_hash, content_hash) values ($1, $2, $3)
    on conflict (provider, token_hash) do nothing
    """)

  private static let checkSQL = SQL(
    "check_inbound_token",
    """
    select content_hash = $3 as same from pipeline.inbound_tokens
    where provider = $1 and token_hash = $2
    """)

  private static let removeSQL = SQL(
    "remove_inbound_tokens",
    """
    delete from pipeline.inbound_tokens t using (
      select provider, token_hash from pipeline.inbound_tokens
      where used_at < now() - $1 * interval '1 second' order by used_at limit $2
      for update skip locked) old
    where t.provider = old.provider and t.token_hash = old.token_hash
    """)

  /// Uses a token for a content, in the transaction that stores what came with it.
  ///
  /// - Throws: ``Reused``, or the database's error.
  public static func use(
    _ token: String, for contentHash: [UInt8], provider: String, in session: any PostgresSession
  ) async throws {
    let hash = SHA256.digest(of: token)
    try await session.execute(insertSQL, [provider, hash, contentHash])
    let row = try await session.queryRow(checkSQL, [provider, hash, contentHash])
    guard try row?.get("same", as: Bool.self) == true else { throw Reused() }
    try await session.execute(
      removeSQL, [Int64(ProviderLimits.tokenSeconds), Int64(ProviderLimits.tokensRemoved)])
  }

  private static let nowSQL = SQL("inbound_now", "select now() as now")

  /// The database's time, by which signatures grow old.
  public static func now(in session: any PostgresSession) async throws -> Instant {
    guard let row = try await session.queryRow(nowSQL) else { return Instant.machineNow }
    return try row.get("now", as: Instant.self)
  }

  /// True where a signature of that time counts now.
  public static func isRecent(_ time: Instant, seconds: Int, now: Instant) -> Bool {
    let age = (now.microseconds - time.microseconds) / 1_000_000
    return (-Int64(ProviderLimits.aheadSeconds)...Int64(seconds)).contains(age)
  }
}
