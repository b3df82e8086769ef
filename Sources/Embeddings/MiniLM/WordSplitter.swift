import Foundation

/// Cleans a text as BERT's uncased models expect it and splits it into words.
enum WordSplitter {
  /// The words of UTF-8 text: normalised bytes and the range of each word in them.
  static func words(of text: ArraySlice<UInt8>) -> (bytes: [UInt8], ranges: [Range<Int>]) {
    var collector = WordCollector(capacity: text.count)
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { collector.append(ascii: byte) }
    } else {
      let spaced = clean(String(decoding: text, as: UTF8.self))
      for scalar in spaced.decomposedStringWithCanonicalMapping.unicodeScalars {
        collector.append(decomposed: scalar)
      }
    }
    collector.finish()
    return (collector.bytes, collector.ranges)
  }

  /// Drops what is no text, makes every space a plain one and puts spaces around ideographs.
  private static func clean(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isDropped(scalar) { continue }
      if scalar.properties.isWhitespace {
        clean.append(" ")
      } else if isIdeograph(scalar) {
        clean.append(" ")
        clean.append(scalar)
        clean.append(" ")
      } else {
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": return false
    case "\u{0}", "\u{FFFD}": return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  /// The blocks that BERT calls Chinese; kana and hangul are not among them.
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
      0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      return true
    default: return false
    }
  }
}
