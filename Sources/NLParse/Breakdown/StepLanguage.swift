/// What can be told of the language of a few words, and of their first one.
enum StepLanguage {
  private static let marks: [(language: String, words: Set<String>)] = [
    (
      "en",
      [
        "the", "and", "for", "with", "from", "of", "to", "my", "your", "our", "what", "into",
        "about",
        "book", "find", "write", "make", "check", "buy", "call", "send", "get", "pay", "plan",
        "set",
      ]
    ),
    (
      "de",
      [
        "der", "die", "das", "den", "dem", "und", "für", "mit", "von", "zum", "zur", "auf", "im",
        "ein", "eine", "einen", "nach", "über", "bei", "buchen", "planen", "schreiben", "suchen",
        "erstellen", "prüfen", "organisieren", "vorbereiten", "kaufen", "machen", "festlegen",
      ]
    ),
    (
      "es",
      [
        "el", "la", "los", "las", "de", "del", "y", "para", "con", "en", "un", "una", "al", "por",
        "hacer", "buscar", "reservar", "escribir", "preparar", "comprar", "llamar", "enviar",
        "organizar", "revisar", "pedir", "pagar",
      ]
    ),
  ]

  /// First words after which no verb comes, in any of the languages.
  private static let noVerbs: Set<String> = [
    "the", "a", "an", "my", "our", "your", "his", "her", "their", "this", "that", "these", "those",
    "and", "or", "but", "then", "also", "it", "you", "we", "they", "i", "step", "first", "second",
    "finally", "next", "please", "here", "sure", "der", "das", "ein", "eine", "und", "oder", "dann",
    "bitte", "schritt", "el", "los", "las", "un", "una", "y", "luego", "primero", "paso",
  ]

  /// The language whose marks a text has most of; nil where none is ahead.
  static func of(_ text: String) -> String? {
    let words = StepWords.words(text)
    let counts = marks.map { mark in
      (mark.language, words.reduce(0) { $0 + (mark.words.contains($1) ? 1 : 0) })
    }.sorted { $0.1 > $1.1 }
    guard counts[0].1 > counts[1].1 else {
      if text.contains(where: { "äöüß".contains($0) }) { return "de" }
      if text.contains(where: { "ñ¿¡áéíóú".contains($0) }) { return "es" }
      return nil
    }
    return counts[0].0
  }

  /// The language of a step: its own, else that of the task.
  static func of(_ title: String, _ material: BreakdownMaterial) -> String? {
    of(title) ?? of(material.title + " " + material.description)
  }

  /// False where a step surely is in another script or language than the task.
  static func fits(_ title: String, _ material: BreakdownMaterial) -> Bool {
    let task = material.title + " " + material.description
    if let own = script(title), let wanted = script(task), own != wanted { return false }
    guard let wanted = of(task), let own = of(title) else { return true }
    return own == wanted || clear(title, own) < 2
  }

  /// How many marks of a language a text has.
  private static func clear(_ text: String, _ language: String) -> Int {
    let mark = marks.first { $0.language == language }?.words ?? []
    return StepWords.words(text).reduce(0) { $0 + (mark.contains($1) ? 1 : 0) }
  }

  /// The script that most letters belong to, roughly: the block of 128 for small alphabets, one for
  /// all ideographs.
  private static func script(_ text: String) -> UInt32? {
    var counts: [UInt32: Int] = [:]
    for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
      let key: UInt32 =
        switch scalar.value {
        case 0..<0x250, 0x1E00..<0x1F00: 0
        case 0x3040..<0x3100, 0x3400..<0xA000: 1
        case 0xAC00..<0xD7B0: 2
        default: scalar.value >> 8
        }
      counts[key, default: 0] += 1
    }
    return counts.max { $0.value < $1.value }?.key
  }

  /// True where the first word surely is no verb.
  static func beginsWithoutVerb(_ title: String) -> Bool {
    guard let first = StepWords.words(title).first else { return true }
    return noVerbs.contains(first) || first.allSatisfy(\.isNumber)
  }
}
