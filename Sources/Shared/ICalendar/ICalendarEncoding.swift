/// Bytes of calendars as text. RFC 5545 section 3.1.4 wants UTF-8; older programs write Windows-1252,
/// and some both in one file.
enum ICalendarEncoding {
  /// The text of bytes of which some are not UTF-8: those alone are read as Windows-1252, each for
  /// itself, and what is well-formed UTF-8 beside them stays as it is.
  static func text(mixed bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = wellFormedLength(bytes, at: index)
      if length > 0 {
        text += bytes[index..<index + length]
        index += length
      } else {
        let scalar = Unicode.Scalar(windows1252(bytes[index])) ?? "\u{FFFD}"
        text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes without the folds (RFC 5545 section 3.1) that stand inside a character.
  static func joiningSplitCharacters(_ bytes: [UInt8]) -> [UInt8] {
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 13 || bytes[index] == 10, let last = joined.last, last >= 0x80 {
        var next = index + 1
        if bytes[index] == 13, next < bytes.count, bytes[next] == 10 { next += 1 }
        if next + 1 < bytes.count, bytes[next] == 32 || bytes[next] == 9,
          bytes[next + 1] & 0xC0 == 0x80
        {
          index = next + 1
          continue
        }
      }
      joined.append(bytes[index])
      index += 1
    }
    return joined
  }

  /// Bytes of the well-formed UTF-8 sequence that begins there (Unicode table 3-7); 0 where none does.
  private static func wellFormedLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 0, index + length <= bytes.endIndex, second.contains(bytes[index + 1]),
      bytes[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
  }

  /// The letter of a byte of Windows-1252 (WHATWG Encoding Standard).
  private static func windows1252(_ byte: UInt8) -> UInt32 {
    byte >= 0x80 && byte < 0xA0 ? letters[Int(byte) - 0x80] : UInt32(byte)
  }

  /// The letters of the bytes 0x80...0x9F.
  private static let letters: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}

extension ICalendar {
  /// A calendar's bytes as text that a database takes: without NUL, and with bytes that are not UTF-8
  /// read as Windows-1252, each for itself.
  ///
  /// A line may be folded inside a character; where anything is broken, such folds are taken out.
  public static func text(of bytes: [UInt8]) -> String {
    let clean = bytes.contains(0) ? bytes.filter { $0 != 0 } : bytes
    if let text = String(validating: clean, as: UTF8.self) { return text }
    return ICalendarEncoding.text(mixed: ICalendarEncoding.joiningSplitCharacters(clean)[...])
  }
}
