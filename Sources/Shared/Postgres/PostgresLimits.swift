/// The limits of the PostgreSQL client.
public enum PostgresLimits {
  /// Statements that one connection keeps prepared; further ones are prepared each time.
  public static let preparedStatements = 500
  /// Parameters of one statement (the protocol counts them in 16 bits).
  public static let parameters = 65_535
  /// Statements of one pipeline batch, so that what is buffered stays bounded.
  public static let pipelineStatements = 10_000
  /// Bytes of one value or of one row of a COPY (the protocol counts them in 31 bits).
  public static let valueBytes = 1_000_000_000
  /// Bytes that a COPY gathers before it hands them to libpq.
  public static let copyChunkBytes = 64 * 1_024
  /// Seconds that a cancelled statement has to report back before its connection is closed.
  public static let cancelGraceSeconds = 5
  /// Threads that resolve names and connect.
  public static let connectThreads = 4
  /// Threads that send cancel requests.
  public static let cancelThreads = 2
  /// Bytes of a NOTIFY payload (PostgreSQL's own limit is below 8,000).
  public static let notificationBytes = 7_999
  /// Events that a listener keeps for a slow reader; beyond them the oldest are dropped.
  public static let bufferedNotifications = 1_024
}
