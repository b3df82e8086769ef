import Embeddings
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
    if reading.isDone { out += "\n  done        yes" }
    if !reading.warnings.isEmpty {
      out += "\n  note        " + reading.warnings.joined(separator: ", ")
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

  /// One line for each field that was filled in from elsewhere, and for what may be offered.
  static func lines(beside: LineSuggestions) -> [String] {
    var lines = beside.filled.map { field in
      let source = field.kind == .model ? "by the model" : "as your other tasks"
      return "  " + name(of: field.field).padding(to: 12)
        + TextTable.printable(field.value ?? "") + "  (\(source), \(percent(field.confidence)))"
    }
    guard let offered = beside.offered else { return lines }
    var maybe: [String] = []
    let names = Dictionary(
      beside.projects.map { ($0.id, $0.path.joined(separator: "/")) },
      uniquingKeysWith: { first, _ in first })
    for guess in offered.projects.prefix(2) {
      guard let project = guess.value, let name = names[project] else { continue }
      maybe.append("#\(TextTable.printable(name)) \(percent(guess.share))")
    }
    for guess in offered.tags.prefix(2) {
      maybe.append("@\(TextTable.printable(guess.value)) \(percent(guess.share))")
    }
    if !maybe.isEmpty { lines.append("  maybe       " + maybe.joined(separator: ", ")) }
    lines += offered.repeated.prefix(2).map { "  " + TextTable.printable($0.warning) }
    if let shortfall = offered.shortfall {
      lines.append(
        "  suggestions " + (offered.mode == nil ? "none" : "by words") + " (\(shortfall))")
    }
    return lines
  }

  private static func name(of field: TaskField) -> String {
    switch field {
    case .project: "project"
    case .estimatedMinutes: "minutes"
    case .assignee: "assignee"
    default: field.rawValue
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

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
