/// Decodes `=?charset?encoding?text?=` wherever it occurs in a value (RFC 2047), in linear time.
///
/// Bytes of neighbouring words in the same character set are joined before they are decoded, since
/// many clients split words inside a character. Blanks between words vanish.
struct EncodedWordDecoder {
  /// What has been decoded.
  private(set) var text = ""
  /// True where the limit on words was reached.
  private(set) var isCut = false

  private let range: Range<Int>
  /// Decoded bytes of words in `charset` that wait for their neighbour.
  private var pending: [UInt8] = []
  private var charset = Charset.unlabelled
  private var words = 0
  /// The first `?=` at or after the place it was looked for, so that no byte is searched twice.
  private var terminator: Int?
  private var searchedTo: Int

  /// One word's places.
  private struct Word {
    var charset: Charset
    var isBase64: Bool
    var content: Range<Int>
    var end: Int
  }

  /// Begins with a value's range.
  init(_ bytes: Span<UInt8>, _ value: Range<Int>) {
    range = value
    searchedTo = value.lowerBound
  }

  /// Decodes everything.
  mutating func run(_ bytes: Span<UInt8>) {
    var plainStart = range.lowerBound
    var position = range.lowerBound
    while let hit = ByteSearch.index(
      of: Byte.equals, in: bytes, from: position, to: range.upperBound)
    {
      guard hit + 1 < range.upperBound, bytes[hit + 1] == Byte.question,
        let word = parseWord(bytes, at: hit)
      else {
        position = hit + 1
        continue
      }
      guard words < MailLimits.encodedWords else {
        isCut = true
        break
      }
      words += 1
      addPlain(bytes, plainStart..<hit, betweenWords: words > 1)
      add(bytes, word)
      position = word.end
      plainStart = word.end
    }
    addPlain(bytes, plainStart..<range.upperBound, betweenWords: false)
    flush()
  }

  private mutating func addPlain(
    _ bytes: Span<UInt8>, _ plain: Range<Int>, betweenWords: Bool
  ) {
    guard !plain.isEmpty else { return }
    if betweenWords, ByteSearch.trimmed(bytes, plain).isEmpty { return }
    flush()
    let raw = HeaderText.unfolded(bytes, plain)
    text += Charset.unlabelled.decode(raw.span, 0..<raw.count)
  }

  private mutating func add(_ bytes: Span<UInt8>, _ word: Word) {
    if word.charset != charset { flush() }
    charset = word.charset
    if word.isBase64 {
      Base64Decoder.append(bytes, word.content, to: &pending)
      return
    }
    var index = word.content.lowerBound
    while index < word.content.upperBound {
      let byte = bytes[index]
      index += 1
      if byte == Byte.underscore {
        pending.append(Byte.space)
      } else if byte == Byte.equals, index + 1 < word.content.upperBound,
        let high = Byte.hexValue(bytes[index]), let low = Byte.hexValue(bytes[index + 1])
      {
        pending.append(high << 4 | low)
        index += 2
      } else if byte != Byte.lineFeed, byte != Byte.carriageReturn {
        pending.append(byte)
      }
    }
  }

  /// Decodes what waits; control characters that would break a line become spaces.
  private mutating func flush() {
    guard !pending.isEmpty else { return }
    for index in pending.indices {
      let byte = pending[index]
      if byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == Byte.tab {
        if !charset.isWide { pending[index] = Byte.space }
      }
    }
    text += charset.decode(pending.span, 0..<pending.count)
    pending.removeAll(keepingCapacity: true)
  }

  /// The word that begins with `=?` at `start`, or nil where there is none.
  private mutating func parseWord(_ bytes: Span<UInt8>, at start: Int) -> Word? {
    var index = start + 2
    let labelStart = index
    var labelEnd: Int?
    while index < range.upperBound, bytes[index] != Byte.question {
      if index - labelStart > 64 || Byte.isSpace(bytes[index]) { return nil }
      // RFC 2231 section 5: a language after an asterisk.
      if bytes[index] == Byte.asterisk, labelEnd == nil { labelEnd = index }
      index += 1
    }
    let label = labelStart..<(labelEnd ?? index)
    guard !label.isEmpty, index + 2 < range.upperBound, bytes[index + 2] == Byte.question else {
      return nil
    }
    let encoding = Byte.lowercased(bytes[index + 1])
    guard encoding == UInt8(ascii: "b") || encoding == UInt8(ascii: "q") else { return nil }
    let content = index + 3
    guard let end = nextTerminator(bytes, from: content) else { return nil }
    return Word(
      charset: Charset.find(bytes, label) ?? .unlabelled, isBase64: encoding == UInt8(ascii: "b"),
      content: content..<end, end: end + 2)
  }

  private mutating func nextTerminator(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    if let known = terminator, known >= start { return known }
    if terminator == nil, searchedTo > start, searchedTo >= range.upperBound { return nil }
    var position = start
    while let hit = ByteSearch.index(
      of: Byte.question, in: bytes, from: position, to: range.upperBound)
    {
      if hit + 1 < range.upperBound, bytes[hit + 1] == Byte.equals {
        terminator = hit
        return hit
      }
      position = hit + 1
    }
    terminator = nil
    searchedTo = range.upperBound
    return nil
  }
}
