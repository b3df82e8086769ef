/// The use of a pool at one moment, for metrics.
public struct PoolStatistics: Hashable, Sendable {
  /// Connections that exist or are being made.
  public let open: Int
  /// Those that rest.
  public let idle: Int
  /// Callers that wait for one.
  public let waiting: Int
  /// The most connections the pool opens.
  public let limit: Int

  /// Connections in use or being made.
  public var busy: Int { open - idle }
}
