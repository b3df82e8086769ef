/// Functions fit a screen.
enum FunctionLengthRule: TidyRule {
  /// Lines that a function may have, from its keyword to its closing brace.
  static let limit = 70

  static let statement = "no function is longer than 70 lines"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift else { return [] }
    return DeclarationScanner.declarations(in: source).compactMap { declaration in
      let length = declaration.lastLine - declaration.line + 1
      guard isCode(declaration), length > limit else { return nil }
      return Finding(
        path: source.path, line: declaration.line,
        message: "\(declaration.name) has \(length) lines; a function has at most \(limit)")
    }
  }

  private static func isCode(_ declaration: Declaration) -> Bool {
    ["func", "init", "deinit", "subscript", "var"].contains(declaration.keyword)
  }
}
