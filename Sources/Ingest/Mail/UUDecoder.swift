/// Uuencoded content: lines of a length character and groups of four between `begin` and `end`.
enum UUDecoder {
  /// A file found in text.
  struct File {
    /// The name after the mode in the `begin` line.
    var name: String
    /// The decoded bytes.
    var bytes: [UInt8]
    /// The lines it covers, `begin` and `end` included.
    var range: Range<Int>
  }

  /// The content of a part in this encoding, and whether it lacks its frame or is damaged.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool)
  {
    if let file = nextFile(bytes, from: range.lowerBound, to: range.upperBound) {
      return (file.bytes, false)
    }
    return (ByteSearch.copy(bytes, range), true)
  }

  /// The first file from `start` on: a `begin` line with a mode and a name, good lines, `end`.
  static func nextFile(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> File? {
    var position = start
    while position < end {
      let lineEnd = ByteSearch.lineEnd(in: bytes, from: position, to: end)
      if let name = beginLine(bytes, position, lineEnd) {
        var decoded: [UInt8] = []
        var line = min(lineEnd + 1, end)
        while line < end {
          let stop = ByteSearch.lineEnd(in: bytes, from: line, to: end)
          let text = ByteSearch.trimmed(bytes, line..<stop)
          if ByteSearch.equals(bytes, text, "end") {
            return File(name: name, bytes: decoded, range: position..<min(stop + 1, end))
          }
          guard decodeLine(bytes, line..<stop, &decoded) else { break }
          line = stop + 1
        }
        // No file after all: what was looked at is not looked at again.
        position = max(line, lineEnd + 1)
        continue
      }
      position = lineEnd + 1
    }
    return nil
  }

  private static func beginLine(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String? {
    guard ByteSearch.hasPrefix(bytes, at: start, to: end, "begin ") else { return nil }
    var index = start + 6
    while index < end, bytes[index] == Byte.space { index += 1 }
    let mode = index
    while index < end, Byte.isDigit(bytes[index]) { index += 1 }
    guard (3...4).contains(index - mode), index < end, bytes[index] == Byte.space else {
      return nil
    }
    let name = ByteSearch.trimmed(bytes, index..<end)
    guard !name.isEmpty, name.count < 256 else { return nil }
    return Charset.unlabelled.decode(bytes, name)
  }

  private static func decodeLine(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ target: inout [UInt8]
  ) -> Bool {
    var end = line.upperBound
    if end > line.lowerBound, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    guard end > line.lowerBound else { return true }
    guard (32...96).contains(bytes[line.lowerBound]) else { return false }
    let count = Int((bytes[line.lowerBound] - 32) & 63)
    if count == 0 { return true }
    var values: [UInt8] = []
    for place in (line.lowerBound + 1)..<end {
      guard (32...96).contains(bytes[place]) else { return false }
      values.append((bytes[place] - 32) & 63)
    }
    // Blanks at the end are often lost on the way.
    let needed = (count + 2) / 3 * 4
    while values.count < needed { values.append(0) }
    var left = count
    var index = 0
    while left > 0 {
      let group =
        UInt32(values[index]) << 18 | UInt32(values[index + 1]) << 12
        | UInt32(values[index + 2]) << 6 | UInt32(values[index + 3])
      target.append(UInt8(truncatingIfNeeded: group >> 16))
      if left > 1 { target.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if left > 2 { target.append(UInt8(truncatingIfNeeded: group)) }
      left -= 3
      index += 4
    }
    return true
  }
}
