/// What the rules need to know of a Markdown file.
enum Markdown {
  /// A link's target with its line, counted from 1.
  struct Link: Equatable {
    /// The text between the parentheses.
    let target: String
    /// The line of the link.
    let line: Int
  }

  /// The inline links and images outside code.
  static func links(in source: SourceText) -> [Link] {
    var isCode = false
    return source.lines.enumerated().flatMap { index, line -> [Link] in
      if line.hasPrefix("```") { isCode.toggle() }
      if isCode { return [] }
      var found: [Link] = []
      var rest = withoutCodeSpans(line)[...]
      while let opening = rest.position(of: "](") {
        rest = rest[opening.upperBound...]
        guard let closing = rest.firstIndex(of: ")") else { break }
        found.append(Link(target: String(rest[..<closing]), line: index + 1))
        rest = rest[closing...]
      }
      return found
    }
  }

  /// The anchors of the headings, as GitHub makes them.
  static func anchors(in source: SourceText) -> Set<String> {
    var isCode = false
    var anchors: Set<String> = []
    for line in source.lines {
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, line.hasPrefix("#") else { continue }
      let heading = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
      anchors.insert(
        String(
          heading.compactMap { character in
            if character == " " { return "-" }
            let isKept = character.isLetter || character.isNumber || "-_".contains(character)
            return isKept ? character : nil
          }))
    }
    return anchors
  }

  private static func withoutCodeSpans(_ line: String) -> String {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset % 2 == 0 ? String($0.element) : "" }.joined()
  }
}
