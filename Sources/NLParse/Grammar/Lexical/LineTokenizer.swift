/// Cuts a line into words, numbers and marks in one pass over its bytes, and looks the words up.
struct LineTokenizer {
  private let bytes: [UInt8]
  private let words: WordTable
  private var place = 0
  private var scratch: [UInt8] = []
  /// The tokens found so far; at most ``LineLimits/tokens``.
  private(set) var tokens: [Token] = []

  /// A tokenizer of that line in that language.
  init(_ bytes: [UInt8], _ language: LanguageTable) {
    self.bytes = bytes
    words = language.words
    tokens.reserveCapacity(min(bytes.count / 3 + 4, LineLimits.tokens))
    scratch.reserveCapacity(48)
  }

  /// Reads the whole line.
  mutating func run() {
    var glued = false
    while place < bytes.count, tokens.count < LineLimits.tokens {
      let byte = bytes[place]
      if byte == 32 || byte == 9 || byte == 10 || byte == 13 {
        place += 1
        glued = false
        continue
      }
      if byte == 0xC2, place + 1 < bytes.count, bytes[place + 1] == 0xA0 {
        place += 2
        glued = false
        continue
      }
      let start = place
      if byte &- 48 < 10 {
        readNumber()
      } else if isLetter(at: place) {
        readWord()
      } else {
        readMark()
      }
      tokens[tokens.count - 1].start = start
      tokens[tokens.count - 1].isGlued = glued
      glued = true
    }
    joinPhrases()
  }

  private func isLetter(at place: Int) -> Bool {
    let byte = bytes[place]
    if byte < 0x80 { return (byte | 0x20) &- 97 < 26 }
    if byte == 0xC2 {
      return place + 1 < bytes.count && (bytes[place + 1] == 0xBA || bytes[place + 1] == 0xAA)
    }
    if byte == 0xE2, place + 1 < bytes.count, bytes[place + 1] == 0x80 { return false }
    return true
  }

  private mutating func readNumber() {
    let start = place
    var value = 0
    while place < bytes.count, bytes[place] &- 48 < 10 {
      value = min(value * 10 + Int(bytes[place] &- 48), 999_999_999)
      place += 1
    }
    var token = Token(start: start, end: place, shape: .number)
    token.value = value
    token.digits = place - start
    tokens.append(token)
  }

  private mutating func readWord() {
    let start = place
    while place < bytes.count {
      if isLetter(at: place) {
        place += bytes[place] == 0xC2 ? 2 : 1
      } else if isApostrophe(at: place), place > start {
        let width = bytes[place] == 39 ? 1 : 3
        guard place + width < bytes.count, isLetter(at: place + width) else { break }
        place += width
      } else {
        break
      }
    }
    var token = Token(start: start, end: place, shape: .word)
    let first = bytes[start]
    token.isCapital =
      first &- 65 < 26
      || (first == 0xC3 && start + 1 < bytes.count && bytes[start + 1] &- 0x80 < 0x1F)
    if place - start <= LineLimits.wordBytes {
      scratch.removeAll(keepingCapacity: true)
      TextFolding.append(bytes, start..<place, to: &scratch)
      if let entry = words.entry(scratch, 0..<scratch.count) ?? stemEntry() {
        token.entry = entry
      }
    }
    tokens.append(token)
  }

  /// What is said of a word without its "'s" or "ish".
  private func stemEntry() -> WordEntry? {
    let count = scratch.count
    if count > 3, scratch[count - 2] == 39, scratch[count - 1] == UInt8(ascii: "s") {
      return words.entry(scratch, 0..<count - 2)
    }
    guard count > 5, scratch[count - 3] == UInt8(ascii: "i"),
      scratch[count - 2] == UInt8(ascii: "s"),
      scratch[count - 1] == UInt8(ascii: "h"), let entry = words.entry(scratch, 0..<count - 3),
      entry.part != nil || !entry.cues.isDisjoint(with: [.noon, .midnight])
    else { return nil }
    return entry
  }

  private func isApostrophe(at place: Int) -> Bool {
    if bytes[place] == 39 { return true }
    return bytes[place] == 0xE2 && place + 2 < bytes.count && bytes[place + 1] == 0x80
      && (bytes[place + 2] == 0x99 || bytes[place + 2] == 0x98)
  }

  private mutating func readMark() {
    let start = place
    var mark = bytes[place]
    place += 1
    if mark >= 0x80 {
      while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      if mark == 0xE2, place - start == 3 {
        switch bytes[start + 2] {
        case 0x90...0x95: mark = UInt8(ascii: "-")
        case 0x98, 0x99: mark = 39
        case 0x9C...0x9E: mark = 34
        default: mark = 0x80
        }
      } else {
        mark = 0x80
      }
    }
    var token = Token(start: start, end: place, shape: .mark)
    token.mark = mark
    if mark == UInt8(ascii: "@") || mark == UInt8(ascii: "&") {
      if let entry = words.entry([mark], 0..<1) { token.entry = entry }
    }
    tokens.append(token)
  }

  /// Makes one token of each fixed phrase of several words, the longest first.
  private mutating func joinPhrases() {
    guard tokens.contains(where: { $0.entry.longestPhrase > 1 }) else { return }
    var out: [Token] = []
    out.reserveCapacity(tokens.count)
    var index = 0
    while index < tokens.count {
      let longest = Int(tokens[index].entry.longestPhrase)
      var joined: (Token, Int)?
      // "2 days before yesterday" counts back from yesterday; it does not hold "day before yesterday".
      let isCounted =
        index > 0 && tokens[index - 1].shape == .number && tokens[index].entry.unit != nil
      if longest > 1 {
        var length = min(longest, tokens.count - index)
        while length > 1, joined == nil {
          joined = phrase(index, length)
          // "9 hora local" does hold its phrase.
          if isCounted, joined?.0.entry.cues.contains(.floating) == false { joined = nil }
          length -= 1
        }
      }
      out.append(joined?.0 ?? tokens[index])
      index += joined?.1 ?? 1
    }
    tokens = out
  }

  private mutating func phrase(_ index: Int, _ length: Int) -> (Token, Int)? {
    scratch.removeAll(keepingCapacity: true)
    for offset in 0..<length {
      let token = tokens[index + offset]
      guard token.end - token.start <= LineLimits.wordBytes else { return nil }
      if offset > 0 { scratch.append(32) }
      if token.shape == .mark {
        guard token.mark == UInt8(ascii: "-") || token.mark == 46 || token.mark == 39 else {
          return nil
        }
        scratch.append(token.mark)
      } else {
        TextFolding.append(bytes, token.start..<token.end, to: &scratch)
      }
    }
    guard let entry = words.entry(scratch, 0..<scratch.count) else { return nil }
    var token = tokens[index]
    token.end = tokens[index + length - 1].end
    token.entry = entry
    token.shape = .word
    return (token, length)
  }
}
