/// A test that never runs is worse than none.
enum DeadTestRule: TidyRule {
  static let statement = "every function of a test suite named test… carries @Test with a sentence"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift, source.path.hasPrefix("Tests/") else { return [] }
    let lines = source.codeLines
    var found: [Finding] = []
    for (index, line) in lines.enumerated() {
      if let name = nameOfTest(line), !hasAttribute(lines, above: index) {
        let message = "\(name) never runs: it has no @Test"
        found.append(Finding(path: source.path, line: index + 1, message: message))
      }
      if let attribute = line.position(of: "@Test"), !isNamed(source, lines, index, attribute) {
        found.append(
          Finding(path: source.path, line: index + 1, message: "@Test needs a sentence as name"))
      }
    }
    return found
  }

  private static func nameOfTest(_ line: String) -> String? {
    guard let range = line.position(of: "func test"),
      let next = line[range.upperBound...].first, next.isUppercase || "_(".contains(next)
    else { return nil }
    return "test" + line[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Whether `@Test` stands on the line or above it, with no other declaration between.
  private static func hasAttribute(_ lines: [String], above index: Int) -> Bool {
    for line in lines[...index].reversed().prefix(40) {
      if line.holds("@Test"), line == lines[index] || !line.holds("func ") { return true }
      if line.holds("func "), line != lines[index] { return false }
      if line.trimmingPrefix(while: { $0 == " " }) == "}" { return false }
    }
    return false
  }

  private static func isNamed(
    _ source: SourceText, _ lines: [String], _ index: Int, _ attribute: Range<String.Index>
  ) -> Bool {
    let rest = lines[index][attribute.upperBound...]
    if rest.first?.isLetter == true { return true }
    guard rest.hasPrefix("(") else { return false }
    let raw = source.lines[index...].prefix(2).joined(separator: " ")
    guard let opening = raw.position(of: "@Test(") else { return true }
    let argument = raw[opening.upperBound...].drop { $0 == " " }
    return argument.hasPrefix("\"") || argument.hasPrefix("#\"")
  }
}
