/// Steps that stand in the task's own words: lists in its description, what follows a colon, and
/// what "then" joins.
enum WrittenSteps {
  private static let joints = [
    " and then ", ", then ", "; then ", " then ", " und dann ", ", dann ", " danach ",
    " anschließend ",
    " y luego ", ", luego ", " y después ", ", después ", " luego ",
  ]
  private static let lastJoints = [" and ", " und ", " y ", " sowie "]

  /// The steps in order; none where fewer than two stand there.
  static func steps(title: String, description: String) -> [String] {
    var found = list(in: description)
    if found.count < 2 { found = afterColon(title) }
    if found.count < 2 { found = joined(title) }
    if found.count < 2 { found = joinedLines(description) }
    return found.count < 2 ? [] : found
  }

  /// The open items of a Markdown list.
  private static func list(in description: String) -> [String] {
    var found: [String] = []
    let text = String(
      decoding: description.utf8.prefix(BreakdownLimits.descriptionBytes), as: UTF8.self)
    for line in text.split(separator: "\n") {
      if let item = item(line.trimmed), !item.isEmpty { found.append(item) }
    }
    return found
  }

  /// What a line of a list says; empty for an item that is ticked off, nil for another line.
  private static func item(_ line: String) -> String? {
    var rest = line[...]
    if let first = rest.first, "-*+•–☐".contains(first) {
      rest = rest.dropFirst()
      guard first == "☐" || rest.first == " " else { return nil }
    } else {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 2 else { return nil }
      rest = rest[digits.endIndex...]
      guard let mark = rest.first, mark == "." || mark == ")", rest.dropFirst().first == " " else {
        return nil
      }
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == " " }
    if rest.hasPrefix("[x]") || rest.hasPrefix("[X]") { return "" }
    if rest.hasPrefix("[ ]") { rest = rest.dropFirst(3) }
    return rest.trimmed
  }

  private static func afterColon(_ title: String) -> [String] {
    guard let colon = title.firstIndex(of: ":") else { return [] }
    let rest = title[title.index(after: colon)...]
    guard rest.first == " " else { return [] }
    return split(String(rest))
  }

  private static func joined(_ text: String) -> [String] {
    guard joints.contains(where: { text.contains($0) }) else { return [] }
    return split(text)
  }

  private static func joinedLines(_ description: String) -> [String] {
    for line in description.split(separator: "\n").prefix(50) {
      let found = joined(String(line))
      if found.count >= 2 { return found }
    }
    return []
  }

  /// The parts between commas, semicolons, "then", and an "and" before the last.
  private static func split(_ text: String) -> [String] {
    var marked = text
    for joint in joints { marked = marked.replacing(joint, with: ";") }
    let separator: Character = marked.contains(";") ? ";" : ","
    var parts = marked.split { $0 == separator || (separator == ";" && $0 == ",") }.map(\.trimmed)
    if parts.count >= 2, let last = parts.last {
      for joint in lastJoints where last.contains(joint) || last.hasPrefix(joint.trimmed + " ") {
        let pieces = (" " + last).split(separator: joint, maxSplits: 1).map(\.trimmed)
        parts.removeLast()
        parts += pieces
        break
      }
    }
    return parts.map { part in
      let bare = part.hasSuffix(".") ? String(part.dropLast()) : part
      return bare.trimmed
    }.filter { !$0.isEmpty }
  }
}
