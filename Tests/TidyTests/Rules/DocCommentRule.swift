/// Whoever reads a declaration can read what it is for.
enum DocCommentRule: TidyRule {
  static let statement =
    "every declaration of the product that is neither private nor a plain case has a doc comment"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift, source.isProduct, source.name != "main.swift" else { return [] }
    return DeclarationScanner.declarations(in: source).compactMap { declaration in
      let isExempt =
        declaration.isPrivate || ["extension", "deinit"].contains(declaration.keyword)
        || isEquality(declaration)
        || isPlainCase(declaration, in: source) || isVerb(declaration, in: source)
      guard !isExempt, !isDocumented(source, line: declaration.line) else { return nil }
      return Finding(
        path: source.path, line: declaration.line,
        message: "\(declaration.keyword) \(declaration.name) needs a doc comment")
    }
  }

  /// A case without values, whose name says it all.
  private static func isPlainCase(_ declaration: Declaration, in source: SourceText) -> Bool {
    declaration.keyword == "case" && !source.lines[declaration.line - 1].holds("(")
  }

  /// `==` and `hash(into:)`, whose meaning the standard library fixes; an operator has no word.
  private static func isEquality(_ declaration: Declaration) -> Bool {
    declaration.keyword == "func" && ["func", "hash"].contains(declaration.name)
  }

  /// What every command declares; the protocol `Command` says what each is.
  private static func isVerb(_ declaration: Declaration, in source: SourceText) -> Bool {
    source.path.hasPrefix("Sources/Fractal/Commands/")
      && ["name", "summary", "help", "run", "commands"].contains(declaration.name)
  }

  private static func isDocumented(_ source: SourceText, line: Int) -> Bool {
    var index = line - 2
    while index >= 0 {
      let text = source.lines[index].drop { $0 == " " }
      if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
      // Attributes, directives and comments of their own may stand between.
      guard text.hasPrefix("@") || text.hasPrefix("#") || text.hasPrefix("// ") else {
        return false
      }
      index -= 1
    }
    return false
  }
}
