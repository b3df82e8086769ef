/// A token bucket in the database, shared by all workers: for what a provider allows per second.
public struct RateLimit: Hashable, Sendable {
  /// What came of asking for tokens.
  public enum Reservation: Hashable, Sendable {
    /// They are taken; settle with what was really used.
    case granted
    /// None are taken; so many will be there after that long.
    case wait(Duration)
  }

  /// What is limited, such as `bedrock:eu-central-1:tokens`.
  public let key: String
  /// How many tokens there are at most at once.
  public let capacity: Double
  /// How many come in a second.
  public let perSecond: Double

  /// A limit of those parts; the numbers of the last caller count for all.
  public init(key: String, capacity: Double, perSecond: Double) {
    self.key = key
    self.capacity = capacity
    self.perSecond = perSecond
  }

  private static let reserve = SQL(
    "reserve_rate", "SELECT pipeline.reserve_rate($1, $2, $3, $4)")
  private static let settle = SQL("settle_rate", "SELECT pipeline.settle_rate($1, $2, $3)")

  /// Takes tokens before a call. Run it in a transaction of its own: it holds the bucket's row.
  ///
  /// More than the capacity is granted when the bucket is full, and leaves it in debt.
  public func reserve(
    _ tokens: Double, in session: any PostgresSession
  ) async throws(PostgresError) -> Reservation {
    let row = try await session.queryRow(Self.reserve, [key, tokens, capacity, perSecond])
    let seconds = try row?.get(0, as: Double.self) ?? 0
    return seconds <= 0 ? .granted : .wait(.microseconds(Int64(seconds * 1_000_000)))
  }

  /// After the call: gives back what was reserved and not used, or takes what was used beyond.
  public func settle(
    reserved: Double, used: Double, in session: any PostgresSession
  ) async throws(PostgresError) {
    _ = try await session.query(Self.settle, [key, reserved, used])
  }
}
