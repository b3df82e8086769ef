import CIconv
import Glibc

/// Finds the character set of a document and turns its bytes into UTF-8.
///
/// The order is that of browsers (HTML Living Standard, 13.2.3.2): a byte order mark, what the
/// transport says, what the document declares, and then the bytes themselves: valid UTF-8 is
/// UTF-8, anything else windows-1252. A declared UTF-8 that the bytes contradict is not believed.
enum HTMLEncoding {
  /// The scalars of the bytes 0x80 to 0x9F of windows-1252 (WHATWG Encoding, index-windows-1252).
  static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The document in UTF-8, with the name of the character set that was used.
  static func decode(_ bytes: [UInt8], hint: String?) -> (text: [UInt8], charset: String) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (repaired(Array(bytes.dropFirst(3))), "utf-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return (utf16(bytes.dropFirst(2), false), "utf-16le") }
    if bytes.starts(with: [0xFE, 0xFF]) { return (utf16(bytes.dropFirst(2), true), "utf-16be") }
    let isValid = isValidUTF8(bytes)
    if let hint, let charset = CharsetLabels.find(hint), charset != "utf-8" || isValid,
      let text = decode(bytes, as: charset)
    {
      return (text, charset)
    }
    if isValid, !bytes.contains(0x1B) { return (bytes, "utf-8") }
    if let declared = declaredCharset(bytes), charset(declared, fits: bytes),
      let text = decode(bytes, as: declared)
    {
      return (text, declared)
    }
    if isValid { return (bytes, "utf-8") }
    if isMostlyUTF8(bytes) { return (repaired(bytes), "utf-8") }
    return (singleByte(bytes), "windows-1252")
  }

  private static func charset(_ charset: String, fits bytes: [UInt8]) -> Bool {
    charset != "utf-8" || isMostlyUTF8(bytes)
  }

  static func decode(_ bytes: [UInt8], as charset: String) -> [UInt8]? {
    switch charset {
    case "utf-8": repaired(bytes)
    case "windows-1252": singleByte(bytes)
    case "utf-16le": utf16(bytes[...], false)
    case "utf-16be": utf16(bytes[...], true)
    default: converted(bytes, from: charset)
    }
  }

  // MARK: UTF-8

  /// True where the bytes are valid UTF-8; text in ASCII is checked eight bytes at a time.
  static func isValidUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var place = 0
      while place + 8 <= buffer.count,
        buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        place += 8
      }
      return String(validating: buffer[place...], as: UTF8.self) != nil
    }
  }

  /// The bytes where they are valid UTF-8; otherwise with U+FFFD for what is not.
  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    isValidUTF8(bytes) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// True where far more sequences above ASCII are valid UTF-8 than are not.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var valid = 0
    var invalid = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte < 0x80 { continue }
      let following = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0
      var seen = 0
      while seen < following, place < bytes.count, bytes[place] & 0xC0 == 0x80 {
        seen += 1
        place += 1
      }
      if following > 0, seen == following { valid += 1 } else { invalid += 1 }
    }
    return valid > invalid * 4
  }

  // MARK: Other character sets

  private static func singleByte(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
        continue
      }
      let code = byte < 0xA0 ? UInt32(windows1252[Int(byte) - 0x80]) : UInt32(byte)
      append(code, to: &text)
    }
    return text
  }

  private static func append(_ code: UInt32, to text: inout [UInt8]) {
    if code < 0x800 {
      text.append(UInt8(0xC0 | code >> 6))
    } else {
      text.append(UInt8(0xE0 | code >> 12))
      text.append(UInt8(0x80 | code >> 6 & 0x3F))
    }
    text.append(UInt8(0x80 | code & 0x3F))
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, _ isBigEndian: Bool) -> [UInt8] {
    let start = bytes.startIndex
    let units = (0..<bytes.count / 2).lazy.map { place -> UInt16 in
      let first = UInt16(bytes[start + place * 2])
      let second = UInt16(bytes[start + place * 2 + 1])
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return Array(String(decoding: Array(units), as: UTF16.self).utf8)
  }

  /// The bytes through the C library's converter; nil where it does not know the character set.
  private static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
    guard let name = CharsetLabels.converterName(charset) else { return nil }
    let converter = iconv_open("UTF-8", name)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var source = bytes
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    var chunk = [CChar](repeating: 0, count: 65_536)
    source.withUnsafeMutableBytes { buffer in
      var next = buffer.assumingMemoryBound(to: CChar.self).baseAddress
      var left = buffer.count
      while left > 0 {
        let produced = chunk.withUnsafeMutableBufferPointer { out -> (count: Int, code: Int32) in
          var place = out.baseAddress
          var room = out.count
          let result = iconv(converter, &next, &left, &place, &room)
          return (out.count - room, result == -1 ? errno : 0)
        }
        text.append(contentsOf: chunk[..<produced.count].lazy.map { UInt8(bitPattern: $0) })
        if produced.code == EILSEQ || produced.code == EINVAL {
          text.append(contentsOf: [0xEF, 0xBF, 0xBD])
          next = next?.advanced(by: 1)
          left -= 1
        } else if produced.code != 0, produced.code != E2BIG {
          break
        }
      }
    }
    return text
  }

  // MARK: Declarations

  /// The character set that a `meta` element or an XML declaration near the start names.
  private static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(HTMLLimits.declarationBytes)
    let word: [UInt8] = Array("charset".utf8)
    let encoding: [UInt8] = Array("encoding".utf8)
    var place = 0
    while place + 8 < head.count {
      let isDeclaration = head[place..<place + 8].elementsEqual(encoding) && place < 128
      guard head[place..<place + 7].lazy.map({ $0 | 0x20 }).elementsEqual(word) || isDeclaration
      else {
        place += 1
        continue
      }
      place += isDeclaration ? 8 : 7
      while place < head.count, head[place] <= 0x20 { place += 1 }
      guard place < head.count, head[place] == 0x3D else { continue }
      place += 1
      while place < head.count, head[place] <= 0x20 || head[place] == 0x22 || head[place] == 0x27 {
        place += 1
      }
      let start = place
      while place < head.count, head[place] > 0x22, head[place] != 0x27, head[place] != 0x3E,
        head[place] != 0x3B, head[place] != 0x2F
      {
        place += 1
      }
      if let charset = CharsetLabels.find(String(decoding: head[start..<place], as: UTF8.self)) {
        // A declaration that could be read at all was not written in UTF-16.
        return charset.hasPrefix("utf-16") ? "utf-8" : charset
      }
    }
    return nil
  }
}
