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
    if bytes.starts(with: [0xFF, 0xFE]) {
      return (decode(Array(bytes.dropFirst(2)), as: .utf16(isBigEndian: false)), "utf-16le")
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return (decode(Array(bytes.dropFirst(2)), as: .utf16(isBigEndian: true)), "utf-16be")
    }
    let isValid = isValidUTF8(bytes)
    if let hint, let charset = find(Array(hint.utf8)), charset != .utf8 || isValid {
      return (decode(bytes, as: charset), name(charset))
    }
    if isValid, !bytes.contains(0x1B) { return (bytes, "utf-8") }
    if let declared = declaredCharset(bytes), declared != .utf8 || isMostlyUTF8(bytes) {
      return (decode(bytes, as: declared), name(declared))
    }
    if isValid { return (bytes, "utf-8") }
    if isMostlyUTF8(bytes) { return (repaired(bytes), "utf-8") }
    return (decode(bytes, as: .windows(.cp1252)), "windows-1252")
  }

  /// The character set of a label; nil where it is unknown, says nothing, or is refused: UTF-7
  /// hides markup from those who check it (WHATWG Encoding, section 4.2).
  private static func find(_ label: [UInt8]) -> Charset? {
    let words = Array(ASCIIWords.trim(label[...]))
    guard let charset = Charset.find(words.span, 0..<words.count), charset != .unlabelled else {
      return nil
    }
    if case .foreign(let name) = charset, name.text == "UTF-7" { return nil }
    return charset
  }

  private static func name(_ charset: Charset) -> String {
    switch charset {
    case .unlabelled, .utf8: "utf-8"
    case .windows(let table): "windows-\(table == .cp874 ? 874 : 1249 + table.rawValue)"
    case .utf16(let isBigEndian): isBigEndian ?? false ? "utf-16be" : "utf-16le"
    case .foreign(let name): name.text.lowercased()
    }
  }

  private static func decode(_ bytes: [UInt8], as charset: Charset) -> [UInt8] {
    charset == .utf8
      ? repaired(bytes) : Array(charset.decode(bytes.span, 0..<bytes.count).utf8)
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

  // MARK: Declarations

  /// The character set that a `meta` element or an XML declaration near the start names.
  private static func declaredCharset(_ bytes: [UInt8]) -> Charset? {
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
      if let charset = find(Array(head[start..<place])) {
        // A declaration that could be read at all was not written in UTF-16.
        if case .utf16 = charset { return .utf8 }
        return charset
      }
    }
    return nil
  }
}
