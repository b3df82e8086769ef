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

  /// True where a text begins with a month of a language that writes "1. April".
  static func isDottedMonth(_ text: Substring) -> Bool {
    let word = text.prefix { $0.isLetter }.utf8
    guard !word.isEmpty, word.count <= LineLimits.wordBytes else { return false }
    let folded = TextFolding.folded(Array(word))
    return all.values.contains { table in
      table.dotsDates && table.words.entry(folded, 0..<folded.count)?.month ?? 0 != 0
    }
  }

  /// How much a word speaks for its language: names of days and months more than glue, single
  /// letters and words about numbers nothing.
  private static func weight(_ token: Token) -> Int {
    guard token.shape == .word, token.end - token.start > 1 else { return 0 }
    let entry = token.entry
    if entry.weekday != 0 || entry.month != 0 || entry.dayOffset != .min || entry.frequency != nil
      || entry.holiday >= 0
    {
      return token.end - token.start > 3 ? 4 : 2
    }
    if entry.unit != nil || entry.part != nil { return 2 }
    let glue = entry.cues.subtracting([.numbered, .measure, .change])
    return glue.isEmpty && entry.number < 0 && entry.ordinal == 0 ? 0 : 1
  }
}
