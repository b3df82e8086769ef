/// Folds letters for comparison: lower case, accents off, typographic marks as ASCII.
enum TextFolding {
  /// The folded bytes of a text. Every input byte gives at most one output byte, except `ß` and the
  /// ligatures, which give two.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    append(bytes, 0..<bytes.count, to: &out)
    return out
  }

  /// Appends the folded bytes of a range.
  static func append(_ bytes: [UInt8], _ range: Range<Int>, to out: inout [UInt8]) {
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      if byte < 0x80 {
        out.append(byte &- 65 < 26 ? byte | 0x20 : byte)
        place += 1
      } else if byte == 0xC3, place + 1 < range.upperBound {
        appendLatin(bytes[place + 1], to: &out)
        place += 2
      } else if byte == 0xC5, place + 1 < range.upperBound, bytes[place + 1] | 1 == 0x93 {
        out.append(UInt8(ascii: "o"))
        out.append(UInt8(ascii: "e"))
        place += 2
      } else if byte == 0xC2, place + 1 < range.upperBound,
        bytes[place + 1] == 0xBA || bytes[place + 1] == 0xAA
      {
        out.append(bytes[place + 1] == 0xBA ? UInt8(ascii: "o") : UInt8(ascii: "a"))
        place += 2
      } else if byte == 0xE2, place + 2 < range.upperBound, bytes[place + 1] == 0x80,
        bytes[place + 2] == 0x98 || bytes[place + 2] == 0x99
      {
        out.append(UInt8(ascii: "'"))
        place += 3
      } else {
        out.append(byte)
        place += 1
      }
    }
  }

  /// Latin-1's letters without their accents, by the second byte of U+00C0...U+00FF.
  private static let latin: [UInt8] = Array(
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy".utf8)

  private static func appendLatin(_ second: UInt8, to out: inout [UInt8]) {
    guard (0x80...0xBF).contains(second) else {
      out.append(second)
      return
    }
    out.append(latin[Int(second - 0x80)])
    if second == 0x9F { out.append(UInt8(ascii: "s")) }
    if second == 0xA6 || second == 0x86 { out.append(UInt8(ascii: "e")) }
  }
}
