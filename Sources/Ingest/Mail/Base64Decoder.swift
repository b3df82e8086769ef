/// Base64 as mail carries it (RFC 2045 section 6.8): line ends and foreign bytes are skipped, missing
/// padding is forgiven, several padded pieces after each other are read as one.
enum Base64Decoder {
  /// 0 to 63 for the alphabet, 64 for padding, 128 for line ends and blanks, 129 for all others.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 129, count: 256)
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

  /// Four tables of 256, one for each letter of a group: its six bits in place, or ``foreign``.
  private static let groups: [UInt32] = {
    var table = [UInt32](repeating: foreign, count: 1_024)
    for (byte, value) in values.enumerated() where value < 64 {
      for place in 0..<4 { table[place * 256 + byte] = UInt32(value) << UInt32(18 - 6 * place) }
    }
    return table
  }()

  /// A bit that no group of letters sets.
  private static let foreign: UInt32 = 0x8000_0000

  /// The decoded bytes of the range, and whether anything in it was no base64.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool)
  {
    var damaged = false
    let decoded = [UInt8](unsafeUninitializedCapacity: room(for: range.count)) { buffer, count in
      (count, damaged) = decode(bytes, range, into: buffer)
    }
    return (decoded, damaged)
  }

  /// Decodes the range and appends the bytes.
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to target: inout [UInt8]) {
    target += decode(bytes, range).bytes
  }

  /// Decodes into memory with ``room(for:)`` bytes.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, isDamaged: Bool) {
    precondition(range.upperBound <= bytes.count && buffer.count >= room(for: range.count))
    let end = range.upperBound
    var position = range.lowerBound
    var written = 0
    var bits: UInt32 = 0
    var letters = 0
    var damaged = false
    while position < end {
      if letters == 0 {
        let run = decodeGroups(bytes, position, end, buffer, written)
        position = run.position
        written = run.written
        if position >= end { break }
      }
      let value = values[Int(bytes[position])]
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

  /// The bytes of memory that decoding `count` bytes may touch: whole groups and a word beyond.
  static func room(for count: Int) -> Int { count / 4 * 3 + 8 }

  /// Decodes whole groups, over the line ends between them, up to the first byte that is neither.
  ///
  /// The inner loop reads four letters and writes four bytes, of which the last is written again;
  /// ``room(for:)`` covers it, since three bytes are gained for each four read.
  private static func decodeGroups(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>,
    _ offset: Int
  ) -> (position: Int, written: Int) {
    groups.withUnsafeBufferPointer { table in
      bytes.withUnsafeBytes { source in
        let target = UnsafeMutableRawBufferPointer(buffer)
        var position = start
        var written = offset
        while true {
          while position + 4 <= end {
            let word = UInt32(
              littleEndian: source.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            let group =
              table[Int(word & 0xFF)] | table[256 + Int(word >> 8 & 0xFF)]
              | table[512 + Int(word >> 16 & 0xFF)] | table[768 + Int(word >> 24)]
            if group >= foreign { break }
            target.storeBytes(
              of: (group << 8).bigEndian, toByteOffset: written, as: UInt32.self)
            written += 3
            position += 4
          }
          if position < end, source[position] == Byte.lineFeed {
            position += 1
          } else if position + 1 < end, source[position] == Byte.carriageReturn,
            source[position + 1] == Byte.lineFeed
          {
            position += 2
          } else {
            return (position, written)
          }
        }
      }
    }
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
