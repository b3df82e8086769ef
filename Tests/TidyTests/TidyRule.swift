/// A rule of the house that can be checked on one file.
protocol TidyRule: Sendable {
  /// The rule as a sentence.
  static var statement: String { get }
  /// Every place of the file that breaks the rule.
  static func findings(in source: SourceText) -> [Finding]
}

extension TidyRule {
  /// One finding for each line of code, comments and strings left out, that matches.
  static func codeLines(
    of source: SourceText, matching isMatch: (String) -> Bool, message: String
  ) -> [Finding] {
    source.codeLines.enumerated().compactMap { index, line in
      isMatch(line) ? Finding(path: source.path, line: index + 1, message: message) : nil
    }
  }

  /// Whether the line or the one before it gives a reason: `// reason: …`.
  static func hasReason(_ source: SourceText, line: Int) -> Bool {
    [line - 1, line - 2].contains { index in
      source.lines.indices.contains(index) && source.lines[index].holds("// reason: ")
    }
  }
}
