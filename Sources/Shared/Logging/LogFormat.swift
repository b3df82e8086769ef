import Glibc

/// How a record becomes one line of text.
public enum LogFormat: String, CaseIterable, Sendable {
  /// One JSON object a line, for programs.
  case json
  /// Time, level, message and `key=value` pairs, for people at a terminal.
  case text

  /// The record as one line without its line end.
  public func line(_ record: LogRecord) -> String {
    switch self {
    case .json: jsonLine(record)
    case .text: textLine(record)
    }
  }

  private func jsonLine(_ record: LogRecord) -> String {
    let head: [(String, JSONValue)] = [
      ("time", .string(Self.timestamp(record.time))),
      ("level", .string(record.level.rawValue)),
      ("message", .string(record.message)),
    ]
    return JSONValue.object(JSONObject(head + record.fields.map { ($0.key, $0.value) })).serialized
  }

  private func textLine(_ record: LogRecord) -> String {
    let time = Self.timestamp(record.time).dropFirst(11).prefix(12)
    let level = record.level.rawValue.uppercased()
    let padding = String(repeating: " ", count: max(0, 7 - level.utf8.count))
    let fields = record.fields.map { key, value in
      if case .string(let text) = value, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
        return " \(key)=\(text)"
      }
      return " \(key)=\(value.serialized)"
    }
    return "\(time) \(level)\(padding) \(record.message)\(fields.joined())"
  }

  /// RFC 3339 in UTC with milliseconds.
  private static func timestamp(_ instant: Instant) -> String {
    var seconds = time_t(instant.seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let milliseconds = (instant.microseconds - instant.seconds * 1_000_000) / 1_000
    func padded(_ number: some BinaryInteger, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let date = [
      padded(parts.tm_year + 1900, 4), padded(parts.tm_mon + 1, 2), padded(parts.tm_mday, 2),
    ].joined(separator: "-")
    let time = [padded(parts.tm_hour, 2), padded(parts.tm_min, 2), padded(parts.tm_sec, 2)]
      .joined(separator: ":")
    return "\(date)T\(time).\(padded(milliseconds, 3))Z"
  }
}
