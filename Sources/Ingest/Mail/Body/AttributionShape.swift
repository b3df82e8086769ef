/// Tells the line above a quoted mail by its shape: a date, a person or address, a verb or a colon.
enum AttributionShape {
  /// True for a whole attribution, its lines joined by spaces.
  static func matches(_ line: [UInt8]) -> Bool {
    let facts = Facts(line)
    guard facts.digits >= 4 || facts.hasTime else { return false }
    let text = trimmedDashes(line)
    guard let last = text.last else { return false }
    let endsInColon = last == Byte.colon || text.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A])
    let isDated = facts.hasYear || facts.hasShortDate || facts.hasTime
    if endsInColon {
      if facts.hasAt { return isDated }
      return isDated && facts.digits >= 4 && holdsVerb(text, atEnd: false)
    }
    // `---- On … wrote ----`, and programs that forget the colon.
    if holdsVerb(text, atEnd: true) { return isDated && (facts.hasAt || startsWithOn(text)) }
    // `2013/7/20 Ada <ada@example.org>`, as an old webmail wrote it.
    return last == Byte.greater && facts.hasAt && startsWithYear(text)
  }

  private struct Facts {
    var digits = 0
    var hasAt = false
    var hasYear = false
    var hasTime = false
    var hasShortDate = false

    init(_ line: [UInt8]) {
      var run = 0
      for (index, byte) in line.enumerated() {
        if Byte.isDigit(byte) {
          digits += 1
          run += 1
          if run == 4 { noteYear(line, index) }
          continue
        }
        if byte == Byte.at { hasAt = true }
        if run > 0, run <= 2, index + 2 < line.count, Byte.isDigit(line[index + 1]),
          Byte.isDigit(line[index + 2])
        {
          if byte == Byte.colon { hasTime = true }
          if byte == Byte.slash { hasShortDate = true }
        }
        run = 0
      }
    }

    private mutating func noteYear(_ line: [UInt8], _ index: Int) {
      let isLast = index + 1 >= line.count || !Byte.isDigit(line[index + 1])
      let century = (line[index - 3], line[index - 2])
      let is20 = century == (UInt8(ascii: "2"), UInt8(ascii: "0"))
      let is19 = century == (UInt8(ascii: "1"), UInt8(ascii: "9"))
      if isLast, is20 || is19 { hasYear = true }
    }
  }

  private static func trimmedDashes(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var text = line[...]
    while let first = text.first, first == Byte.hyphen || Byte.isBlank(first) { text.removeFirst() }
    while let last = text.last, last == Byte.hyphen || Byte.isBlank(last) { text.removeLast() }
    return text
  }

  private static func startsWithOn(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: Array("On ".utf8)) || text.starts(with: Array("on ".utf8))
  }

  private static func startsWithYear(_ text: ArraySlice<UInt8>) -> Bool {
    text.count > 8 && text.prefix(4).allSatisfy { Byte.isDigit($0) }
      && (text[text.startIndex + 4] == Byte.slash || text[text.startIndex + 4] == Byte.hyphen)
  }

  /// True where one of the verbs stands among the last words, or is the last.
  private static func holdsVerb(_ text: ArraySlice<UInt8>, atEnd: Bool) -> Bool {
    let tail = Array(String(decoding: text.suffix(48), as: UTF8.self).lowercased().utf8)
    return ReplyWords.wrote.contains { verb in
      guard tail.count >= verb.count else { return false }
      var index = tail.count - verb.count
      while index >= 0 {
        if tail[index] == verb[0], tail[index..<(index + verb.count)].elementsEqual(verb),
          index == 0 || tail[index - 1] == Byte.space || tail[index - 1] >= 0x80
            || tail[index - 1] == Byte.greater || verb[0] >= 0x80
        {
          return true
        }
        if atEnd { return false }
        index -= 1
      }
      return false
    }
  }
}
