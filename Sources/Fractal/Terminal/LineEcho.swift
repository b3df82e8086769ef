import NLParse
import Shared

/// Shows a typed line with what was understood of it, its parts coloured on a terminal.
enum LineEcho {
  /// The line, and below it one line for each thing that was understood.
  static func text(_ line: String, _ reading: LineReading, isColored: Bool) -> String {
    var out = painted(line, reading.fields, isColored)
    out += "\n  title       " + TextTable.printable(reading.title)
    for field in reading.fields where field.kind != .escape {
      let name = label(field.kind).padding(to: 12)
      out += "\n  " + paint(name, field.kind, isColored) + TextTable.printable(field.value)
    }
    if !reading.alternatives.isEmpty {
      let others = reading.alternatives.compactMap { other in
        other.repetition?.words
          ?? other.moment.map { $0.hasTime ? $0.due.description : $0.due.date.description }
      }
      out += "\n  or          " + others.joined(separator: ", ")
    }
    return out
  }

  private static func label(_ kind: LineField.Kind) -> String {
    switch kind {
    case .softDeadline: "ideally"
    case .repetition: "repeats"
    default: kind.rawValue
    }
  }

  /// The line with its fields coloured; marks of the terminal's own in it are taken out.
  private static func painted(
    _ line: String, _ fields: [LineField], _ isColored: Bool
  ) -> String {
    let bytes = Array(line.utf8)
    guard isColored else { return TextTable.printable(line) }
    var out = ""
    var place = 0
    for field in fields
    where field.span.lowerBound >= place && field.span.upperBound <= bytes.count {
      out += TextTable.printable(
        String(decoding: bytes[place..<field.span.lowerBound], as: UTF8.self))
      let words = TextTable.printable(String(decoding: bytes[field.span], as: UTF8.self))
      out += paint(words, field.kind, true)
      place = field.span.upperBound
    }
    return out + TextTable.printable(String(decoding: bytes[place...], as: UTF8.self))
  }

  private static func paint(_ text: String, _ kind: LineField.Kind, _ isColored: Bool) -> String {
    guard isColored else { return text }
    let color =
      switch kind {
      case .due, .start, .softDeadline, .repetition: 36
      case .duration, .reminder: 35
      case .priority: 31
      case .project: 34
      case .tag: 32
      case .assignee, .dependency: 33
      case .url, .subtask, .escape: 90
      }
    return "\u{1B}[\(color)m\(text)\u{1B}[0m"
  }
}

extension String {
  /// The text with spaces behind it up to a width in characters.
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
