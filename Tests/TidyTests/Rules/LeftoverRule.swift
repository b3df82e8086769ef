/// What is left to do belongs into an issue, where somebody finds it.
enum LeftoverRule: TidyRule {
  static let statement = "no notes about unfinished work stand in the code"

  // Written in two parts, so that this file passes its own rule.
  private static let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

  static func findings(in source: SourceText) -> [Finding] {
    guard
      source.isSwift || source.path.hasPrefix("scripts/")
        || [".sql", ".js", ".css", ".html"].contains(where: { source.path.hasSuffix($0) })
    else { return [] }
    return source.lines.enumerated().flatMap { index, line in
      comment(of: line).map { comment in
        words.filter { isWord($0, in: comment) }.map { word in
          Finding(
            path: source.path, line: index + 1, message: "finish it, or write an issue: \(word)")
        }
      } ?? []
    }
  }

  private static func comment(of line: String) -> Substring? {
    for opening in ["//", "# ", "-- ", "/*", "<!--"] {
      if let range = line.position(of: opening) { return line[range.lowerBound...] }
    }
    return nil
  }

  private static func isWord(_ word: String, in text: Substring) -> Bool {
    guard let range = text.position(of: word) else { return false }
    let before =
      range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
    let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
    // The app's status of an open task is the same word, in quotes.
    let isPart: (Character) -> Bool = { $0.isLetter || $0.isNumber || "_'\"`".contains($0) }
    return !isPart(before) && !isPart(after)
  }
}
