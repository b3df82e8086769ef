/// Reads one JSON text (RFC 8259) in one pass over its bytes.
///
/// Strict: no comments, no trailing commas, no bare control characters, UTF-8 only. Nesting is
/// limited, so that hostile input cannot exhaust the stack.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private let maximumDepth: Int

  /// A parser at the start of the bytes.
  init(_ bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// The one value that the bytes hold.
  mutating func parseText() throws(JSONError) -> JSONValue {
    let value = try parseValue()
    skipSpace()
    if position < bytes.count { throw error(.trailingBytes) }
    return value
  }

  private func error(_ code: JSONError.Code) -> JSONError {
    JSONError(code: code, offset: position)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func parseValue() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try parseObject()
    case UInt8(ascii: "["): return try parseArray()
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func parseWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for offset in 0..<word.utf8CodeUnitCount {
      guard position + offset < bytes.count else { throw error(.unexpectedEnd) }
      if bytes[position + offset] != word.utf8Start[offset] { throw error(.unexpectedByte) }
    }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    if depth > maximumDepth { throw error(.tooDeep) }
    position += 1
    skipSpace()
  }

  private mutating func leave() {
    depth -= 1
    position += 1
  }

  /// Moves past a comma; false at the closing byte, which stays.
  private mutating func continues(until close: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    if bytes[position] == close { return false }
    guard bytes[position] == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    position += 1
    return true
  }

  private mutating func parseArray() throws(JSONError) -> JSONValue {
    try enter()
    var items: [JSONValue] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      leave()
      return .array(items)
    }
    repeat {
      items.append(try parseValue())
    } while try continues(until: UInt8(ascii: "]"))
    leave()
    return .array(items)
  }

  private mutating func parseObject() throws(JSONError) -> JSONValue {
    try enter()
    var pairs: [(String, JSONValue)] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      leave()
      return .object(JSONObject())
    }
    repeat {
      skipSpace()
      guard position < bytes.count else { throw error(.unexpectedEnd) }
      guard bytes[position] == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let key = try parseString()
      skipSpace()
      guard position < bytes.count else { throw error(.unexpectedEnd) }
      guard bytes[position] == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
      position += 1
      pairs.append((key, try parseValue()))
    } while try continues(until: UInt8(ascii: "}"))
    leave()
    return .object(JSONObject(pairs))
  }

  private mutating func parseNumber() throws(JSONError) -> JSONValue {
    let start = position
    var isWhole = true
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    try skipDigits()
    if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw error(.malformedNumber)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try skipDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .int(number) }
    guard let number = Double(text), number.isFinite else { throw error(.malformedNumber) }
    return .double(number)
  }

  private mutating func skipDigits() throws(JSONError) {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 { position += 1 }
    if position == start {
      throw error(position < bytes.count ? .malformedNumber : .unexpectedEnd)
    }
  }

  private mutating func parseString() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try text(bytes[start..<position])
        position += 1
        return text
      case UInt8(ascii: "\\"):
        return try parseEscapedString(from: start)
      case 0..<0x20: throw error(.malformedString)
      default: position += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  private func text(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw error(.notUTF8) }
    return text
  }

  /// Goes on with a string in which an escape was met; what precedes it is taken over.
  private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
    var buffer = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(buffer[...])
      case UInt8(ascii: "\\"): try parseEscape(into: &buffer)
      case 0..<0x20: throw error(.malformedString)
      default: buffer.append(byte)
      }
    }
    throw error(.unexpectedEnd)
  }

  private mutating func parseEscape(into buffer: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): buffer.append(contentsOf: Array(String(try parseScalar()).utf8))
    default: throw error(.malformedString)
    }
  }

  /// The scalar of `\uXXXX`, or of a surrogate pair; a lone surrogate becomes U+FFFD.
  private mutating func parseScalar() throws(JSONError) -> Character {
    let first = try parseFourHexDigits()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    let afterFirst = position
    if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let second = try parseFourHexDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return Character(scalar)
      }
      position = afterFirst
    }
    return "\u{FFFD}"
  }

  private mutating func parseFourHexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw error(.unexpectedEnd) }
      let byte = bytes[position]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error(.malformedString)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
