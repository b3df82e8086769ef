/// The lock under which rows begin or cease to name an object.
public enum ObjectLock {
  private static let lockSQL = SQL(
    "lock_objects",
    """
    select pg_advisory_xact_lock(k) from (
      select distinct hashtextextended('object ' || key, 0) as k from unnest($1::text[]) key
      order by 1) keys
    """)

  /// Holds the locks of those keys until the transaction ends; taken in one order by everybody.
  public static func hold(
    _ keys: [ObjectKey], in session: any PostgresSession
  ) async throws(PostgresError) {
    guard !keys.isEmpty else { return }
    _ = try await session.query(lockSQL, [keys.map(\.description)])
  }
}
