/// A sink that keeps nothing.
public struct SilentSink: LogSink {
  /// A sink that keeps nothing.
  public init() {}

  /// Drops the record.
  public func write(_ record: LogRecord) {}
}
