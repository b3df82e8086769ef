/// Where log records go.
public protocol LogSink: Sendable {
  /// Takes one record; must neither block for long nor fail.
  func write(_ record: LogRecord)
}
