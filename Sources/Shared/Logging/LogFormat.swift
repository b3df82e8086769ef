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
    let seconds = Int(instant.seconds)
    let milliseconds = Int(instant.microseconds - instant.seconds * 1_000_000) / 1_000
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let secondOfDay = seconds - days * 86_400
    var bytes: [UInt8] = []
    CivilDate(daysSinceEpoch: days).appendText(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    DecimalDigits.append(secondOfDay / 3_600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(secondOfDay / 60 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(secondOfDay % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    DecimalDigits.append(milliseconds, width: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
