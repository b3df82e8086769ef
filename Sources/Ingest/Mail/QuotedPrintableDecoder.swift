/// Quoted-printable (RFC 2045 section 6.7): soft line breaks are removed, an equals sign without two
/// hexadecimal digits stays as it is. Blanks at line ends stay too: format=flowed needs them.
enum QuotedPrintableDecoder {
  /// The decoded bytes of the range.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      count = decode(bytes, range, into: buffer)
    }
  }

  /// Decodes into memory that holds at least as many bytes as the range and returns how many came.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    precondition(range.upperBound <= bytes.count && buffer.count >= range.count)
    let end = range.upperBound
    var position = range.lowerBound
    var written = 0
    while position < end {
      let hit = ByteSearch.index(of: Byte.equals, in: bytes, from: position, to: end) ?? end
      if hit > position {
        bytes.withUnsafeBufferPointer { source in
          let run = UnsafeMutableBufferPointer(
            rebasing: buffer[written..<(written + hit - position)])
          _ = run.update(fromContentsOf: source[position..<hit])
        }
        written += hit - position
      }
      guard hit < end else { break }
      position = hit + 1
      if position + 1 < end, let high = Byte.hexValue(bytes[position]),
        let low = Byte.hexValue(bytes[position + 1])
      {
        buffer[written] = high << 4 | low
        written += 1
        position += 2
      } else if let next = softBreak(bytes, at: position, to: end) {
        position = next
      } else {
        buffer[written] = Byte.equals
        written += 1
      }
    }
    return written
  }

  /// The place after a soft line break whose equals sign came before `start`, or nil.
  ///
  /// Only a few blanks may stand before the line end, so that no input is looked at twice.
  private static func softBreak(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
    var index = start
    let stop = min(end, start + 80)
    while index < stop, Byte.isBlank(bytes[index]) || bytes[index] == Byte.carriageReturn {
      index += 1
    }
    if index == end { return end }
    return index < stop && bytes[index] == Byte.lineFeed ? index + 1 : nil
  }
}
