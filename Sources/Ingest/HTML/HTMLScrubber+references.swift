import CXML

/// Character references that libxml2's HTML 4 parser reads otherwise than browsers
/// (HTML Living Standard, 13.2.5.72 and following).
extension HTMLScrubber {
  /// At `&`: copies or replaces the reference there and moves past it.
  mutating func copyReference(inAttribute: Bool) {
    if byte(position + 1) == 0x23 { return copyNumericReference() }
    var end = position + 1
    while end < input.count, end - position <= HTMLReferences.longestName,
      Self.isLetter(input[end]) || input[end] &- 0x30 < 10
    {
      end += 1
    }
    let name = input[position + 1..<end]
    if byte(end) == 0x3B, let text = HTMLReferences.find(name) {
      write(Array(text.utf8))
      position = end + 1
      return
    }
    let isEnded = byte(end) == 0x3B
    if !isEnded, !(inAttribute && byte(end) == 0x3D),
      let count = HTMLReferences.prefixWithoutSemicolon(name),
      !inAttribute || count == name.count
    {
      write([0x26])
      write(Array(name.prefix(count)))
      write([0x3B])
      position += 1 + count
      return
    }
    if isEnded, name.count > 1, Self.isKnownToParser(name) {
      write(Array(input[position...end]))
      position = end + 1
      return
    }
    // It means itself.
    write([0x26, 0x61, 0x6D, 0x70, 0x3B])
    position += 1
  }

  private static func isKnownToParser(_ name: ArraySlice<UInt8>) -> Bool {
    var text = Array(name)
    text.append(0)
    return text.withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) != nil }
  }

  private mutating func copyNumericReference() {
    var place = position + 2
    let isHexadecimal = byte(place) | 0x20 == 0x78
    if isHexadecimal { place += 1 }
    var code: UInt32 = 0
    let first = place
    while place < input.count, let digit = Self.digit(input[place], isHexadecimal) {
      code = min(code &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
      place += 1
    }
    guard place > first else {
      write([0x26, 0x61, 0x6D, 0x70, 0x3B])
      position += 1
      return
    }
    if byte(place) == 0x3B { place += 1 }
    position = place
    if (0x80...0x9F).contains(code) { code = UInt32(HTMLEncoding.windows1252[Int(code) - 0x80]) }
    guard code != 0, let scalar = Unicode.Scalar(code) else {
      write([0xEF, 0xBF, 0xBD])
      return
    }
    switch code {
    case 0x22, 0x26, 0x3C, 0x3E: write(Array("&#\(code);".utf8))
    case 0..<0x20 where code != 0x09 && code != 0x0A && code != 0x0D && code != 0x0C: break
    default: write(Array(String(Character(scalar)).utf8))
    }
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
    let lower = byte | 0x20
    guard isHexadecimal, lower &- 0x61 < 6 else { return nil }
    return UInt32(lower &- 0x61 + 10)
  }
}
