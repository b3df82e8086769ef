/// Decodes unstructured header values: folds, encoded words (RFC 2047), raw UTF-8 (RFC 6532) and the
/// raw bytes of older clients.
struct HeaderText {
  /// The text with its blanks at both ends removed and its folds undone.
  var text: String
  /// True where a limit left encoded words undecoded.
  var isCut = false

  /// Decodes the range.
  static func decode(_ bytes: Span<UInt8>, _ value: Range<Int>) -> HeaderText {
    let range = ByteSearch.trimmed(bytes, value)
    var isPlain = true
    var hasWords = false
    for place in range {
      let byte = bytes[place]
      if byte < 32 || byte >= 127 { isPlain = false }
      if byte == Byte.question, place > range.lowerBound, bytes[place - 1] == Byte.equals {
        hasWords = true
      }
    }
    if hasWords {
      var decoder = EncodedWordDecoder(bytes, range)
      decoder.run(bytes)
      return HeaderText(text: decoder.text, isCut: decoder.isCut)
    }
    if isPlain { return HeaderText(text: ByteSearch.string(bytes, range)) }
    let raw = unfolded(bytes, range)
    return HeaderText(text: Charset.unlabelled.decode(raw.span, 0..<raw.count))
  }

  /// The bytes without the line ends of folds and without NUL.
  static func unfolded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    for place in range {
      let byte = bytes[place]
      if byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0 { continue }
      result.append(byte == Byte.tab ? Byte.space : byte)
    }
    return result
  }
}
