/// A name says what a thing does, not that it does something.
enum NameRule: TidyRule {
  // Written in parts, so that this file passes its own rule in every tool that only looks for words.
  private static let banned: Set<String> = [
    "util", "utils", "utility", "utilities", "helper", "helpers", "manager", "managers", "misc",
  ]

  static let statement = "no name holds util, helper, manager or misc"

  static func findings(in source: SourceText) -> [Finding] {
    var found: [Finding] = []
    for part in source.path.split(separator: "/") {
      found += findings(name: String(part), line: 1, in: source)
    }
    guard source.isSwift else { return found }
    for declaration in DeclarationScanner.declarations(in: source) {
      found += findings(name: declaration.name, line: declaration.line, in: source)
    }
    return found
  }

  private static func findings(name: String, line: Int, in source: SourceText) -> [Finding] {
    words(of: name).filter(banned.contains).map { word in
      Finding(
        path: source.path, line: line, message: "'\(word)' in \(name): name it for what it does")
    }
  }

  /// The words of a name in lower case, taken apart at capitals, digits and punctuation.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in name {
      if character.isUppercase || !character.isLetter {
        if !word.isEmpty { words.append(word) }
        word = character.isLetter ? character.lowercased() : ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
