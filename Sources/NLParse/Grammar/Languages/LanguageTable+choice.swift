extension LanguageTable {
  /// Every language that is known, by its code.
  static let all: [String: LanguageTable] = [
    "en": english, "de": german, "fr": french, "es": spanish, "it": italian, "pt": portuguese,
    "nl": dutch,
  ]

  /// The codes in the order in which they are tried.
  private static let order = ["en", "de", "fr", "es", "it", "pt", "nl"]

  /// The table of a user's language; where that is nil or unknown, the one whose words the line
  /// holds most of, English where none does.
  static func table(for code: String?, _ line: [UInt8]) -> LanguageTable {
    if let code, let table = all[String(code.prefix(2)).lowercased()] { return table }
    var best = english
    var most = 0
    for code in order {
      guard let table = all[code] else { continue }
      var tokenizer = LineTokenizer(line, table)
      tokenizer.run()
      let hits = tokenizer.tokens.reduce(0) { $0 + LanguageTable.weight($1) }
      if hits > most { (best, most) = (table, hits) }
    }
    return best
  }

  /// How much a word speaks for its language: names of days and months more than glue, and single
  /// letters nothing.
  private static func weight(_ token: Token) -> Int {
    guard token.shape == .word, token.end - token.start > 1 else { return 0 }
    let entry = token.entry
    if entry.weekday != 0 || entry.month != 0 || entry.dayOffset != .min || entry.frequency != nil
      || entry.holiday >= 0
    {
      return token.end - token.start > 3 ? 4 : 2
    }
    if entry.unit != nil || entry.part != nil { return 2 }
    return entry.cues.isEmpty && entry.number < 0 && entry.ordinal == 0 ? 0 : 1
  }
}
