/// Gathers normalised text and marks where its words lie; punctuation is a word of its own.
struct WordCollector {
  /// The words' bytes, one after the other.
  private(set) var bytes: [UInt8] = []
  /// Where each word lies in them.
  private(set) var ranges: [Range<Int>] = []
  private var start = 0

  /// A collector with room for that many bytes.
  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Ends the word at hand, if there is one.
  mutating func finish() {
    if bytes.count > start { ranges.append(start..<bytes.count) }
    start = bytes.count
  }

  /// Takes one byte of ASCII text.
  mutating func append(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
    case 0x20, 0x09, 0x0A, 0x0D: finish()
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
      finish()
      bytes.append(byte)
      finish()
    case 0..<0x20, 0x7F: break
    default: bytes.append(byte)
    }
  }

  /// Takes one scalar of text that is cleaned and canonically decomposed.
  mutating func append(decomposed scalar: Unicode.Scalar) {
    if scalar.isASCII { return append(ascii: UInt8(scalar.value)) }
    switch scalar.properties.generalCategory {
    case .nonspacingMark: return
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      finish()
      bytes.append(contentsOf: UTF8.encode(scalar)!)
      finish()
    default:
      if scalar.properties.isWhitespace { return finish() }
      bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
  }
}
