/// Steps that stand in the task's own words: lists in its description, what follows a colon, and
/// what "then" joins.
enum WrittenSteps {
  private static let joints = [
    " and then ", ", then ", "; then ", " then ", " und dann ", ", dann ", " danach ",
    " anschließend ",
    " y luego ", ", luego ", " y después ", ", después ", " luego ",
  ]
  private static let lastJoints = [" and ", " und ", " y ", " sowie "]

  /// Words of a short sentence that is a step.
  private static let sentenceWords = 9

  /// The steps in order; none where fewer than two stand there.
  static func steps(title: String, description: String) -> [String] {
    let text = String(
      decoding: description.utf8.prefix(BreakdownLimits.descriptionBytes), as: UTF8.self)
    let ways: [() -> [String]] = [
      { list(in: text) }, { numberedLines(text) }, { afterColon(title) }, { marked(title) },
      { joined(title) }, { numbered(title + "\n" + text) },
      { arrows(title) }, { series(title) }, { signs(title) },
      {
        text.split(separator: "\n").prefix(50).lazy.map { arrows(String($0)) }.first {
          $0.count >= 2
        } ?? []
      },
      {
        text.split(separator: "\n").prefix(50).lazy.map { afterColon(String($0)) }.first {
          $0.count >= 3
        } ?? []
      },
      { plainLines(text) }, { sentences(text) }, { obliged(text) }, { joinedLines(text) },
    ]
    for way in ways {
      let found = way()
      if found.count >= 2 { return found }
    }
    return []
  }

  /// Steps numbered in running text: `1) call 2) write`, `a) call b) write`.
  private static func numbered(_ text: String) -> [String] {
    for line in text.split(separator: "\n").prefix(50) {
      var parts: [String] = []
      var current: String?
      var expected = 1
      for word in line.split(separator: " ") {
        if number(word) == expected {
          if let current { parts.append(current) }
          current = ""
          expected += 1
        } else if let held = current {
          current = held.isEmpty ? String(word) : held + " " + word
        }
      }
      if let current { parts.append(current) }
      if expected > 2 { return tidy(parts) }
    }
    return []
  }

  /// Steps that arrows join.
  private static func arrows(_ text: String) -> [String] {
    for arrow in ["→", "->", "=>", " > "] where text.contains(arrow) {
      let parts = tidy(text.split(separator: arrow).map(\.trimmed))
      if parts.count >= 2 { return parts }
    }
    return []
  }

  /// Three or more parts of at least two words each, between commas and before "and".
  private static func series(_ text: String) -> [String] {
    guard text.contains(",") else { return [] }
    let parts = split(text)
    let isSeries =
      parts.count >= 3
      && parts.allSatisfy { part in
        2...8 ~= StepWords.words(part).count
      }
    return isSeries ? parts : []
  }

  /// Three or more short lines that are no sentences.
  private static func plainLines(_ text: String) -> [String] {
    let lines = text.split(separator: "\n").map(\.trimmed).filter { !$0.isEmpty }
    let isList =
      lines.count >= 3
      && lines.allSatisfy { line in
        1...sentenceWords ~= StepWords.words(line).count && !line.hasSuffix(".")
          && !line.hasSuffix(":") && !line.hasSuffix("?") && !line.contains("://")
      }
    return isList ? tidy(lines) : []
  }

  /// Sentences that say in which order they are to be done.
  private static func sentences(_ text: String) -> [String] {
    let parts = text.split { ".!;\n".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }
    let inside = parts.map { cut($0) }.filter { $0.marks > 0 }
    guard inside.reduce(0, { $0 + $1.marks }) >= 2 else { return [] }
    return tidy(inside.flatMap { $0.parts.flatMap { split($0) } })
  }

  /// Parts without the words that only say when in the order they come, and without full stops.
  static func tidy(_ parts: [String]) -> [String] {
    parts.compactMap { part in
      var text = withoutMark(part.trimmed)
      while let last = text.last, ".,;".contains(last) { text.removeLast() }
      return text.isEmpty ? nil : text
    }
  }

  /// The open items of a Markdown list; where items stand below others, the upper ones.
  private static func list(in description: String) -> [String] {
    var found: [(indent: Int, text: String)] = []
    for line in description.split(separator: "\n") {
      if let item = item(line.trimmed), !item.isEmpty {
        found.append((line.prefix { $0 == " " || $0 == "\t" }.count, item))
      }
    }
    let least = found.map(\.indent).min() ?? 0
    let upper = found.filter { $0.indent <= least + 1 }.map(\.text)
    return upper.count >= 2 ? upper : found.map(\.text)
  }

  /// What a line of a list says; empty for an item that is ticked off, nil for another line.
  private static func item(_ line: String) -> String? {
    var rest = line[...]
    if let first = rest.first, "-*+•–☐".contains(first) {
      rest = rest.dropFirst()
      guard first == "☐" || rest.first == " " else { return nil }
    } else if rest.hasPrefix("[ ]") || rest.lowercased().hasPrefix("[x]") {
      return rest.hasPrefix("[ ]") ? rest.dropFirst(3).trimmed : ""
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
  static func split(_ text: String) -> [String] {
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
    return tidy(parts)
  }
}
