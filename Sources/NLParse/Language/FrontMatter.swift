/// The lines `key: value` between two lines of `---` at the start of a text.
struct FrontMatter: Hashable, Sendable {
  /// The values by key.
  let values: [String: String]
  /// What follows.
  let body: Substring

  /// Reads the start of a text.
  ///
  /// - Throws: `PromptError.malformed` where it has no front matter.
  init(_ text: String, name: String) throws(PromptError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first?.trimmed == "---",
      let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
    else { throw .malformed(name: name, "it has to begin with front matter between lines of ---") }
    var values: [String: String] = [:]
    for line in lines[1..<end] where !line.trimmed.isEmpty {
      guard let colon = line.firstIndex(of: ":") else {
        throw .malformed(name: name, "a line of the front matter has no colon")
      }
      values[line[..<colon].trimmed] = line[line.index(after: colon)...].trimmed
    }
    self.values = values
    body = end + 1 < lines.endIndex ? text[lines[end + 1].startIndex...] : ""
  }

  /// The value of a key; nil where it is missing or empty.
  subscript(key: String) -> String? {
    values[key].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The whole number of a key.
  func number(_ key: String) -> Int? { self[key].flatMap { Int($0) } }
}
