/// One event as a logger hands it to its sink.
public struct LogRecord: Sendable {
  /// When it was written, by this machine's clock; nothing is decided by it.
  public let time: Instant
  /// How much it matters.
  public let level: LogLevel
  /// What happened, in a few fixed words; never text from outside.
  public let message: String
  /// Facts beside it, in order: ids, counts, codes; never mail text or secrets.
  public let fields: [(key: String, value: JSONValue)]

  /// A record of those parts.
  public init(
    time: Instant, level: LogLevel, message: String, fields: [(key: String, value: JSONValue)]
  ) {
    self.time = time
    self.level = level
    self.message = message
    self.fields = fields
  }
}
