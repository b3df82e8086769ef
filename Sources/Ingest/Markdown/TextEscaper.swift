/// Escapes words so that CommonMark with tables and strikethrough reads them back unchanged.
///
/// Knows what stands before the words in their line, because `#`, `-`, `1.` and their like mean
/// something only there.
struct TextEscaper {
  /// True inside a cell of a table.
  var isCell = false
  /// True while nothing of the line was written.
  private var isLineStart = true
  /// True while the line holds digits only.
  private var isDigits = false
  private var digits = 0
  /// True in a line after the first of a paragraph.
  private var isContinued = false
  private var previous: UInt8 = 0x0A

  /// An escaper at the start of a paragraph.
  init() {}

  /// Begins a line.
  mutating func startLine(isFirst: Bool) {
    isLineStart = true
    isDigits = false
    digits = 0
    isContinued = !isFirst
    previous = 0x0A
  }

  /// Notes that something was written that is no plain text.
  mutating func notLineStart() {
    isLineStart = false
    isDigits = false
    previous = 0x2E
  }

  /// Notes a blank.
  mutating func blank() {
    isDigits = false
    previous = 0x20
  }

  /// Writes one word; `isLast` where what follows it is not known.
  mutating func write(
    _ bytes: [UInt8], _ range: Range<Int>, isLast: Bool, to output: inout [UInt8]
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      // 0 stands for "not known", 0x20 for the blank that ends the word.
      let next = place + 1 < range.upperBound ? bytes[place + 1] : isLast ? 0 : 0x20
      if Self.special[Int(byte)], needsEscape(byte, next, bytes, place, range.upperBound) {
        output.append(0x5C)
      } else if isLineStart || isDigits, startsBlock(byte, next) {
        output.append(0x5C)
      }
      output.append(byte)
      if isLineStart {
        isDigits = byte &- 0x30 < 10
        digits = 1
        isLineStart = false
      } else if isDigits {
        digits += 1
        isDigits = byte &- 0x30 < 10 && digits <= 9
      }
      previous = byte
      place += 1
    }
  }

  private static let special: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "\\`*_[]<&~|$".utf8 { table[Int(byte)] = true }
    return table
  }()

  private func needsEscape(
    _ byte: UInt8, _ next: UInt8, _ bytes: [UInt8], _ place: Int, _ end: Int
  ) -> Bool {
    switch byte {
    case 0x5C, 0x60, 0x5B, 0x5D, 0x7E, 0x2A: return true
    case 0x5F:
      return !(Self.isWord(previous) && Self.isWord(next))
    case 0x3C:
      return next == 0 || next == 0x21 || next == 0x2F || next == 0x3F || Self.isLetter(next)
    case 0x26: return next == 0 || next == 0x23 || Self.isLetter(next)
    case 0x7C: return isCell
    default: return false
    }
  }

  /// True where the byte would begin a heading, a quote, a list, a rule or a table.
  private func startsBlock(_ byte: UInt8, _ next: UInt8) -> Bool {
    let isEnd = next == 0 || next == 0x20
    if isLineStart {
      switch byte {
      case 0x23: return isEnd || next == 0x23
      case 0x3E: return true
      case 0x2D: return isEnd || next == 0x2D || next == 0x3A || next == 0x7C
      case 0x2B: return isEnd
      case 0x3D, 0x7C, 0x3A: return isContinued
      default: return false
      }
    }
    return isDigits && (byte == 0x2E || byte == 0x29) && isEnd
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || isLetter(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
