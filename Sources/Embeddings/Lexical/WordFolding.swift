import Foundation

/// Cuts a text into the words that the search by words compares.
///
/// Compatibility forms, case and the accents of alphabets are folded, so that `Café`, `CAFE` and
/// full-width `ｃａｆé` are one word. Scripts that write without spaces (Han, kana, Thai, Lao,
/// Khmer, Burmese) give each pair of neighbouring characters, and a character that stands alone.
public enum WordFolding {
  /// Calls the body with the id of each word, in order, repetitions included.
  public static func forEachTerm(of text: String, _ body: (UInt32) -> Void) {
    var word = FoldedWord()
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(UInt32(byte | 0x20))
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          word.append(UInt32(byte))
        default: word.finish(body)
        }
      }
      return word.finish(body)
    }
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      append(scalar, to: &word, body)
    }
    word.finish(body)
  }

  /// The id of a word that is folded already.
  static func id(of word: some Sequence<UInt32>) -> UInt32 {
    // FNV-1a over the scalars' bytes, folded to 32 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for scalar in word {
      for shift in stride(from: 0, to: 24, by: 8) {
        hash = (hash ^ UInt64((scalar >> shift) & 0xFF)) &* 0x100_0000_01B3
      }
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  private static func append(
    _ scalar: Unicode.Scalar, to word: inout FoldedWord, _ body: (UInt32) -> Void
  ) {
    if isDroppedMark(scalar) { return }
    if isWrittenWithoutSpaces(scalar) { return word.append(pairing: scalar.value, body) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      word.endPairs(body)
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isDroppedMark(lower) {
        word.append(lower.value)
      }
    case .format: break
    default: word.finish(body)
    }
  }

  /// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic: people leave them out.
  private static func isDroppedMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x0591...0x05BD, 0x064B...0x065F, 0x0670, 0x0640: true
    default: false
    }
  }

  private static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF,
      0x3041...0x3096, 0x3099...0x309A, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
      0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0ECD, 0x1780...0x17D3, 0x1000...0x103F:
      true
    default: false
    }
  }
}
