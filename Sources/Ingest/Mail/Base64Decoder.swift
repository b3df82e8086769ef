/// Base64 as mail carries it (RFC 2045 section 6.8): line ends and foreign bytes are skipped, missing
/// padding is forgiven, several padded pieces after each other are read as one.
enum Base64Decoder {
  /// 0 to 63 for the alphabet, 64 for padding, 128 for line ends and blanks, 129 for all others.
  private static let values: InlineArray<256, UInt8> = {
    var table = InlineArray<256, UInt8>(repeating: 129)
    for (index, letter) in Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    ).enumerated() {
      table[Int(letter)] = UInt8(index)
    }
    table[Int(Byte.equals)] = 64
    for blank in [Byte.space, Byte.tab, Byte.lineFeed, Byte.carriageReturn] {
      table[Int(blank)] = 128
    }
    return table
  }()

  /// The decoded bytes of the range, and whether anything in it was no base64.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool)
  {
    var damaged = false
    let decoded = [UInt8](unsafeUninitializedCapacity: range.count / 4 * 3 + 3) { buffer, count in
      (count, damaged) = decode(bytes, range, into: buffer)
    }
    return (decoded, damaged)
  }

  /// Decodes the range and appends the bytes.
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to target: inout [UInt8]) {
    target += decode(bytes, range).bytes
  }

  /// Decodes into memory that holds at least three bytes for each four of the range, and three more.
  ///
  /// Every write comes after four letters were read, so the memory cannot be too small.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, isDamaged: Bool) {
    let table = values
    let end = range.upperBound
    precondition(end <= bytes.count && buffer.count >= range.count / 4 * 3 + 3)
    var position = range.lowerBound
    var written = 0
    var bits: UInt32 = 0
    var letters = 0
    var damaged = false
    while position < end {
      if letters == 0 {
        while position + 4 <= end {
          let first = table[Int(bytes[position])]
          let second = table[Int(bytes[position + 1])]
          let third = table[Int(bytes[position + 2])]
          let fourth = table[Int(bytes[position + 3])]
          if (first | second | third | fourth) & 0xC0 != 0 { break }
          let group =
            UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
          buffer[written] = UInt8(truncatingIfNeeded: group >> 16)
          buffer[written + 1] = UInt8(truncatingIfNeeded: group >> 8)
          buffer[written + 2] = UInt8(truncatingIfNeeded: group)
          written += 3
          position += 4
        }
        if position >= end { break }
      }
      let value = table[Int(bytes[position])]
      position += 1
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        letters += 1
        if letters == 4 {
          buffer[written] = UInt8(truncatingIfNeeded: bits >> 16)
          buffer[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
          buffer[written + 2] = UInt8(truncatingIfNeeded: bits)
          written += 3
          letters = 0
          bits = 0
        }
      } else if value == 64 {
        written += finish(buffer, written, bits, letters)
        letters = 0
        bits = 0
      } else if value == 129 {
        damaged = true
      }
    }
    if letters > 0 {
      written += finish(buffer, written, bits, letters)
      damaged = damaged || letters == 1
    }
    return (written, damaged)
  }

  /// Writes the one or two bytes of an incomplete group and returns how many.
  private static func finish(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, _ written: Int, _ bits: UInt32, _ letters: Int
  ) -> Int {
    switch letters {
    case 2:
      buffer[written] = UInt8(truncatingIfNeeded: bits >> 4)
      return 1
    case 3:
      buffer[written] = UInt8(truncatingIfNeeded: bits >> 10)
      buffer[written + 1] = UInt8(truncatingIfNeeded: bits >> 2)
      return 2
    default: return 0
    }
  }
}
