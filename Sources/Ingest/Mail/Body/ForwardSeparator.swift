/// A line that programs put above a mail they pass on.
struct ForwardSeparator {
  /// What the line says.
  enum Kind {
    /// "Forwarded message" in some language.
    case forwarded
    /// "Original message", which stands above answered mails too.
    case original
    /// Words between dashes in a language that no table knows.
    case unknown
    /// A rule of 32 underscores, as Outlook on the web writes it.
    case rule
  }

  /// What the line says.
  var kind: Kind
  /// The dashes in front, 0 where there are none.
  var dashes: Int
  /// The place after the closing dashes, where fields may follow in the same line.
  var end: Int

  /// Reads a line, nil where it is no separator.
  static func read(_ text: BodyText, at line: Int) -> ForwardSeparator? {
    let current = text.lines[line]
    let bytes = text.bytes
    var start = current.content
    while start < current.contentEnd, bytes[start] == Byte.asterisk { start += 1 }
    guard start < current.contentEnd else { return nil }
    let first = bytes[start]
    if first == Byte.underscore {
      let isRule =
        current.contentEnd - start == 32
        && bytes[start..<current.contentEnd].allSatisfy { $0 == Byte.underscore }
      return isRule ? ForwardSeparator(kind: .rule, dashes: 0, end: current.contentEnd) : nil
    }
    if first == Byte.hyphen { return dashed(bytes, start, current.contentEnd) }
    return titled(bytes, start, current.contentEnd)
  }

  /// `---------- Forwarded message ---------`
  private static func dashed(_ bytes: [UInt8], _ start: Int, _ end: Int) -> ForwardSeparator? {
    var index = start
    while index < end, bytes[index] == Byte.hyphen { index += 1 }
    let dashes = index - start
    guard dashes >= 2 else { return nil }
    let words = index
    while index < end {
      if bytes[index] == Byte.hyphen, index + 2 < end, bytes[index + 1] == Byte.hyphen,
        bytes[index + 2] == Byte.hyphen
      {
        break
      }
      if index - words > 100 { return nil }
      index += 1
    }
    guard index < end, index - words >= 4 else { return nil }
    let phrase = lowered(bytes[words..<index])
    // Some programs repeat the words in English behind more dashes.
    var close = index
    while close < end, bytes[close] == Byte.hyphen { close += 1 }
    if let again = bytes[close..<end].firstIndex(of: Byte.hyphen), again - close < 60,
      contains(lowered(bytes[close..<again]), ForwardWords.forwarded)
    {
      close = again
      while close < end, bytes[close] == Byte.hyphen { close += 1 }
    }
    let kind: Kind
    if contains(phrase, ForwardWords.forwarded) {
      kind = .forwarded
    } else if contains(phrase, ForwardWords.original) {
      kind = .original
    } else {
      guard dashes >= 5 else { return nil }
      kind = .unknown
    }
    return ForwardSeparator(kind: kind, dashes: dashes, end: close)
  }

  /// `Begin forwarded message:`
  private static func titled(_ bytes: [UInt8], _ start: Int, _ end: Int) -> ForwardSeparator? {
    let isAsciiColon = bytes[end - 1] == Byte.colon
    let isWideColon =
      end - start > 3 && bytes[end - 3] == 0xEF && bytes[end - 2] == 0xBC && bytes[end - 1] == 0x9A
    guard isAsciiColon || isWideColon, end - start <= 120, end - start >= 8 else { return nil }
    let phrase = lowered(bytes[start..<end])
    guard !phrase.contains(Byte.at), contains(phrase, ForwardWords.forwarded) else { return nil }
    return ForwardSeparator(kind: .forwarded, dashes: 0, end: end)
  }

  private static func lowered(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
  }

  private static func contains(_ phrase: [UInt8], _ words: [[UInt8]]) -> Bool {
    words.contains { word in
      guard phrase.count >= word.count, let first = word.first else { return false }
      for start in 0...(phrase.count - word.count) where phrase[start] == first {
        if phrase[start..<(start + word.count)].elementsEqual(word) { return true }
      }
      return false
    }
  }
}
