/// The words of a title by which steps and tasks are compared: lower case, without words that say
/// nothing, cut to their stems roughly.
///
/// Cutting to five letters is the crudest of stemmers; it joins "ticket" and "tickets", "Flug" and
/// "Flüge" stay apart, and it needs no language.
enum StepWords {
  private static let letters = 5

  /// Articles, pronouns, prepositions and joining words of English, German and Spanish.
  static let empty: Set<String> = [
    "a", "an", "the", "my", "our", "your", "his", "her", "their", "this", "that", "and", "or",
    "for",
    "to", "of", "in", "on", "at", "with", "from", "by", "up", "out", "all", "some", "it", "its",
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einer", "einem", "mein",
    "meine", "unser", "unsere", "und", "oder", "für", "zu", "zum", "zur", "von", "vom", "im", "am",
    "an", "auf", "mit", "bei", "aus", "nach", "el", "la", "los", "las", "un", "una", "unos", "unas",
    "mi", "mis", "su", "sus", "y", "e", "o", "de", "del", "al", "en", "con", "para", "por", "que",
  ]

  /// Verbs that say of a task only that it is to be done.
  static let general: Set<String> = [
    "plan", "organise", "organize", "prepare", "do", "make", "get", "handle", "arrange", "set",
    "planen", "organisieren", "vorbereiten", "machen", "erledigen", "durchführen", "planear",
    "planificar", "organizar", "preparar", "hacer", "gestionar", "new", "neu", "neue", "neuen",
    "nuevo", "nueva",
  ]

  /// The text in words: letters and digits, in lower case.
  static func words(_ text: String) -> [String] {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    // Thousands of titles are compared for one breakdown, and most are ASCII.
    var words: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      let isCapital = 0x41...0x5A ~= byte
      if isCapital || 0x61...0x7A ~= byte || 0x30...0x39 ~= byte {
        word.append(isCapital ? byte | 0x20 : byte)
      } else if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// The stems of what a text says.
  static func stems(_ text: String, without general: Bool = false) -> Set<String> {
    var stems: Set<String> = []
    for word in words(text) where !empty.contains(word) && !(general && Self.general.contains(word))
    {
      stems.insert(String(word.prefix(letters)))
    }
    return stems
  }

  /// How much of what both say is the same, 0 to 1; a step that says all of a longer one counts as
  /// the same from two words on.
  static func likeness(_ lhs: Set<String>, _ rhs: Set<String>) -> Double {
    guard !lhs.isEmpty, !rhs.isEmpty else { return 0 }
    let common = lhs.intersection(rhs).count
    let all = lhs.count + rhs.count - common
    let share = Double(common) / Double(all)
    let least = min(lhs.count, rhs.count)
    return common == least && least >= 2 ? max(share, 0.8) : share
  }
}
