extension LanguageTable {
  /// Every language that is known, by its code.
  static let all: [String: LanguageTable] = ["en": english]

  /// The table of a user's language; where that is nil or unknown, the one detected in the line.
  static func table(for code: String?, _ line: [UInt8]) -> LanguageTable {
    if let code, let table = all[String(code.prefix(2)).lowercased()] { return table }
    return english
  }
}
