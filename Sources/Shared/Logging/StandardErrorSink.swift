/// Writes each record as one line to the standard error stream.
public struct StandardErrorSink: LogSink {
  private let format: LogFormat

  /// A sink with that line format.
  public init(format: LogFormat) {
    self.format = format
  }

  /// Writes the record in one piece, so that lines of several threads do not mix.
  public func write(_ record: LogRecord) {
    StandardError.write(format.line(record) + "\n")
  }
}
