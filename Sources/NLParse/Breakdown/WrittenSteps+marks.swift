/// Steps that words, numbers and signs mark in running text.
extension WrittenSteps {
  /// Phrases that say when in an order a step comes, by their first word. Those with a comma are
  /// ordinary words too, and count only where one follows.
  private static let marks: [String: [[String]]] = {
    let phrases = [
      "first", "firstly", "then", "next", "afterwards", "finally", "lastly", "secondly", "thirdly",
      "second,", "third,", "fourth,", "last,", "after that", "to begin with", "at the end",
      "zuerst", "zunächst", "erst", "dann", "danach", "anschließend", "schließlich", "zuletzt",
      "erstens", "zweitens", "drittens", "viertens", "als erstes", "als nächstes", "zum schluss",
      "am ende", "primero", "luego", "después", "finalmente", "también", "segundo,", "tercero,",
      "por último", "al final", "en primer lugar", "en segundo lugar",
    ]
    return Dictionary(grouping: phrases.map { $0.split(separator: " ").map(String.init) }) {
      $0[0].filter { $0 != "," }
    }
  }()

  private static let joiners: Set<String> = ["and", "und", "y", "e", "sowie"]
  private static let stepWords: Set<String> = ["step", "schritt", "paso"]

  /// Words that say that what follows has to be done.
  private static let duties = [
    " need to ", " needs to ", " have to ", " has to ", " must ", " forget to ", " remember to ",
    " müssen ", " muss ", " sollten ", " vergessen zu ", " hay que ", " tenemos que ",
    " tengo que ", " debemos ",
  ]

  /// How many words from that place on are a mark; 0 where none stands there.
  private static func mark(_ words: [Substring], at place: Int) -> Int {
    let first = words[place].lowercased()
    guard let phrases = marks[first.filter { $0 != "," }] else { return 0 }
    for phrase in phrases where place + phrase.count <= words.count {
      let isThere = phrase.enumerated().allSatisfy { offset, wanted in
        let word = words[place + offset].lowercased()
        return word == wanted || (!wanted.hasSuffix(",") && word == wanted + ",")
      }
      if isThere { return phrase.count }
    }
    return 0
  }

  /// The text cut before each mark that begins it, or follows a comma or an "and", with how many
  /// there were.
  static func cut(_ text: String) -> (parts: [String], marks: Int) {
    let words = text.split(separator: " ")
    var parts: [[Substring]] = [[]]
    var count = 0
    var place = 0
    while place < words.count {
      let length = mark(words, at: place)
      let before = place > 0 ? words[place - 1] : ""
      let isJoined = joiners.contains(before.lowercased())
      guard length > 0, place == 0 || isJoined || before.hasSuffix(",") || before.hasSuffix(";")
      else {
        parts[parts.count - 1].append(words[place])
        place += 1
        continue
      }
      count += 1
      if isJoined { parts[parts.count - 1].removeLast() }
      if !parts[parts.count - 1].isEmpty { parts.append([]) }
      place += length
    }
    return (parts.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }, count)
  }

  /// Steps of a text with two marks or more.
  static func marked(_ text: String) -> [String] {
    let found = cut(text)
    return found.marks >= 2 ? tidy(found.parts) : []
  }

  /// The text without the marks it begins with.
  static func withoutMark(_ text: String) -> String {
    var words = text.split(separator: " ")[...]
    while let first = words.first, !first.isEmpty {
      let length = mark(Array(words), at: 0)
      guard length > 0 else { break }
      words = words.dropFirst(length)
    }
    return words.isEmpty ? "" : words.joined(separator: " ")
  }

  /// The number of `1)`, `(2)`, `3.` or `c)`; nil for another word.
  static func number(_ word: Substring) -> Int? {
    let bare = word.drop { $0 == "(" }
    guard let end = bare.last, end == ")" || end == "." else { return nil }
    let label = bare.dropLast()
    if let number = Int(label) { return number }
    guard end == ")", label.utf8.count == 1, let letter = label.lowercased().utf8.first,
      97...122 ~= letter
    else { return nil }
    return Int(letter) - 96
  }

  /// Lines that are numbered from one on: `1: call`, `2 - write`, `Step 3: send`.
  static func numberedLines(_ text: String) -> [String] {
    var found: [String] = []
    for line in text.split(separator: "\n").prefix(100) {
      var rest = Substring(line.trimmed)
      if let word = rest.split(separator: " ").first, stepWords.contains(word.lowercased()) {
        rest = rest.dropFirst(word.count).drop { $0 == " " }
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard Int(digits) == found.count + 1 else { continue }
      rest = rest[digits.endIndex...].drop { $0 == " " }
      guard let sign = rest.first, ":-–.)".contains(sign) else { continue }
      let step = rest.dropFirst().trimmed
      if !step.isEmpty { found.append(step) }
    }
    return tidy(found)
  }

  /// Three or more parts between plus signs or ampersands, or two between semicolons.
  static func signs(_ title: String) -> [String] {
    for sign in [" + ", " & "] {
      let parts = tidy(title.split(separator: sign).map(\.trimmed))
      if parts.count >= 3 { return parts }
    }
    let parts = tidy(title.split(separator: ";").map(\.trimmed))
    return parts.count >= 3 ? parts : []
  }

  /// What a sentence says has to be done, two things or more of two words each: `we need to call
  /// the bank, block the card and order a new one`.
  static func obliged(_ text: String) -> [String] {
    for sentence in text.split(whereSeparator: { ".!?\n".contains($0) }).prefix(50) {
      let padded = " " + sentence.trimmed + " "
      let lower = padded.lowercased()
      // Lower case may have another length; then the words are taken as they are there.
      let source = lower.utf8.count == padded.utf8.count ? padded : lower
      for duty in duties {
        guard let place = lower.firstRange(of: duty) else { continue }
        let offset = lower.utf8.distance(from: lower.startIndex, to: place.upperBound)
        let start = source.utf8.index(source.startIndex, offsetBy: offset)
        let parts = split(source[start...].trimmed)
        let isList = parts.count >= 2 && parts.allSatisfy { 2...9 ~= StepWords.words($0).count }
        if isList { return parts }
      }
    }
    return []
  }
}
