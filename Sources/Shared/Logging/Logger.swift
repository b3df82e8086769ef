/// Writes structured events: a fixed message and named facts.
///
/// A message never holds text from outside, and a field never mail text or a secret. Children
/// carry fields of their own: ``with(_:)`` gives one for a job, a request, a workspace.
public struct Logger: Sendable {
  private let sink: any LogSink
  private let level: LogLevel
  private let fields: [(key: String, value: JSONValue)]

  /// A logger that drops what is below the level and hands the rest to the sink.
  public init(sink: any LogSink, level: LogLevel = .info) {
    self.init(sink: sink, level: level, fields: [])
  }

  private init(sink: any LogSink, level: LogLevel, fields: [(key: String, value: JSONValue)]) {
    self.sink = sink
    self.level = level
    self.fields = fields
  }

  /// A logger that drops everything.
  public static let silent = Logger(sink: SilentSink(), level: .error)

  /// A child whose every record carries these fields after its parent's.
  public func with(_ more: KeyValuePairs<String, JSONValue>) -> Logger {
    Logger(sink: sink, level: level, fields: fields + Array(more))
  }

  /// Writes an event for someone who follows closely.
  public func debug(_ message: String, _ facts: KeyValuePairs<String, JSONValue> = [:]) {
    write(.debug, message, facts)
  }

  /// Writes an event of the normal course.
  public func info(_ message: String, _ facts: KeyValuePairs<String, JSONValue> = [:]) {
    write(.info, message, facts)
  }

  /// Writes that something went wrong and was handled.
  public func warning(_ message: String, _ facts: KeyValuePairs<String, JSONValue> = [:]) {
    write(.warning, message, facts)
  }

  /// Writes that something failed.
  public func error(_ message: String, _ facts: KeyValuePairs<String, JSONValue> = [:]) {
    write(.error, message, facts)
  }

  private func write(
    _ level: LogLevel, _ message: String, _ facts: KeyValuePairs<String, JSONValue>
  ) {
    guard level >= self.level else { return }
    sink.write(
      LogRecord(
        time: .machineNow, level: level, message: message, fields: fields + Array(facts)))
  }
}
