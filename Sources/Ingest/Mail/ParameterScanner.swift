/// Walks over the parameters of a Content-Type or Content-Disposition value (RFC 2045 section 5.1,
/// RFC 2183), as tolerant of missing semicolons and quotes as mail clients are.
struct ParameterScanner {
  /// One parameter as written.
  struct Parameter {
    /// The name without section number and asterisks.
    var name: Range<Int>
    /// The value without its quotes, escapes still in it.
    var value: Range<Int>
    /// True where a quoted value holds backslashes.
    var hasEscapes: Bool
    /// True where the value stood in quotes.
    var isQuoted: Bool
    /// The section number of a continued parameter (RFC 2231), nil where there is none.
    var section: Int?
    /// True where the value is percent-encoded (RFC 2231).
    var isExtended: Bool
  }

  private var position: Int
  private let end: Int
  private var remaining = MailLimits.parameters

  /// Begins at the value's start.
  init(_ bytes: Span<UInt8>, _ value: Range<Int>) {
    position = value.lowerBound
    end = min(value.upperBound, bytes.count)
  }

  /// Reads `type/subtype` at the start; nil where the value does not begin so.
  mutating func mediaType(_ bytes: Span<UInt8>) -> (type: Range<Int>, subtype: Range<Int>)? {
    skipSpace(bytes)
    if position < end, bytes[position] == Byte.quote { position += 1 }
    let type = token(bytes)
    skipSpace(bytes)
    guard !type.isEmpty, position < end, bytes[position] == Byte.slash else { return nil }
    position += 1
    skipSpace(bytes)
    let subtype = token(bytes)
    return subtype.isEmpty ? nil : (type, subtype)
  }

  /// Skips the word before the first parameter, such as `attachment`.
  mutating func skipWord(_ bytes: Span<UInt8>) {
    skipSpace(bytes)
    let start = position
    _ = token(bytes)
    skipSpace(bytes)
    // `Content-Disposition: filename=x` names no disposition.
    if position < end, bytes[position] == Byte.equals { position = start }
  }

  /// The next parameter, or nil at the end.
  mutating func next(_ bytes: Span<UInt8>) -> Parameter? {
    while position < end, remaining > 0 {
      let byte = bytes[position]
      if byte == Byte.semicolon || Byte.isSpace(byte) || byte == Byte.quote {
        position += 1
        continue
      }
      if byte == Byte.openParenthesis {
        skipComment(bytes)
        continue
      }
      let start = position
      while position < end {
        let letter = bytes[position]
        if letter == Byte.equals || letter == Byte.semicolon || Byte.isSpace(letter) { break }
        position += 1
      }
      let name = start..<position
      skipSpace(bytes)
      guard position < end, bytes[position] == Byte.equals else { continue }
      position += 1
      remaining -= 1
      guard !name.isEmpty else { continue }
      return parameter(bytes, name)
    }
    return nil
  }

  private mutating func parameter(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Parameter {
    var result = Parameter(
      name: name, value: 0..<0, hasEscapes: false, isQuoted: false, section: nil,
      isExtended: false)
    var nameEnd = name.upperBound
    if bytes[nameEnd - 1] == Byte.asterisk {
      result.isExtended = true
      nameEnd -= 1
    }
    var digits = nameEnd
    while digits > name.lowerBound, Byte.isDigit(bytes[digits - 1]) { digits -= 1 }
    if digits < nameEnd, digits > name.lowerBound, bytes[digits - 1] == Byte.asterisk {
      // A section number of more than six digits is no section of any real mail.
      var number = 0
      for place in digits..<nameEnd where number <= 999_999 {
        number = number * 10 + Int(bytes[place] - 48)
      }
      result.section = min(number, 1_000_000)
      nameEnd = digits - 1
    }
    result.name = name.lowerBound..<nameEnd
    readValue(bytes, &result)
    return result
  }

  private mutating func readValue(_ bytes: Span<UInt8>, _ result: inout Parameter) {
    skipSpace(bytes)
    guard position < end else {
      result.value = end..<end
      return
    }
    if bytes[position] == Byte.quote {
      position += 1
      let start = position
      while position < end, bytes[position] != Byte.quote {
        if bytes[position] == Byte.backslash, position + 1 < end {
          result.hasEscapes = true
          position += 1
        }
        position += 1
      }
      result.isQuoted = true
      result.value = start..<min(position, end)
      position = min(position + 1, end)
      return
    }
    let start = position
    while position < end, bytes[position] != Byte.semicolon, bytes[position] != Byte.lineFeed,
      bytes[position] != Byte.carriageReturn
    {
      position += 1
    }
    var stop = position
    if !Self.mayHoldSpaces(bytes, result.name) {
      stop = start
      while stop < position, !Byte.isSpace(bytes[stop]) { stop += 1 }
      position = stop
    }
    result.value = ByteSearch.trimmed(bytes, start..<stop)
  }

  /// File names are often written without the quotes that their spaces need.
  private static func mayHoldSpaces(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
    ByteSearch.equals(bytes, name, "name") || ByteSearch.equals(bytes, name, "filename")
  }

  private mutating func token(_ bytes: Span<UInt8>) -> Range<Int> {
    let start = position
    while position < end {
      let byte = bytes[position]
      if byte <= 32 || byte == Byte.semicolon || byte == Byte.slash || byte == Byte.equals
        || byte == Byte.quote || byte == Byte.openParenthesis || byte == Byte.comma
      {
        break
      }
      position += 1
    }
    return start..<position
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < end, Byte.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func skipComment(_ bytes: Span<UInt8>) {
    var depth = 0
    while position < end {
      switch bytes[position] {
      case Byte.openParenthesis: depth += 1
      case Byte.closeParenthesis: depth -= 1
      case Byte.backslash: position += 1
      default: break
      }
      position = min(position + 1, end)
      if depth == 0 { return }
    }
  }
}
