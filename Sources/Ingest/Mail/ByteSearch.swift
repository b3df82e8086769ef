import Glibc

/// Searching and comparing bytes at the speed of the C library, behind checked bounds.
enum ByteSearch {
  /// The first place of `byte` in `start..<end`, or nil.
  @inline(__always)
  static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    precondition(start >= 0 && end <= bytes.count)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let hit = memchr(base + start, Int32(byte), end - start)
      else { return nil }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// The end of the line that holds `start`: the place of its line feed, or `end`.
  @inline(__always)
  static func lineEnd(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    index(of: Byte.lineFeed, in: bytes, from: start, to: end) ?? end
  }

  /// True where the bytes of the range equal `word`, an ASCII word in lower case.
  @inline(__always)
  static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard range.count == count, range.upperBound <= bytes.count else { return false }
    return word.withUTF8Buffer { letters in
      for offset in 0..<count
      where Byte.lowercased(bytes[range.lowerBound + offset]) != letters[offset] {
        return false
      }
      return true
    }
  }

  /// True where the bytes from `start` begin with `word`, an ASCII word in lower case.
  static func hasPrefix(
    _ bytes: Span<UInt8>, at start: Int, to end: Int, _ word: StaticString
  ) -> Bool {
    let stop = start + word.utf8CodeUnitCount
    return stop <= end && equals(bytes, start..<stop, word)
  }

  /// The range without blanks and line ends at both sides.
  @inline(__always)
  static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, Byte.isSpace(bytes[start]) { start += 1 }
    while end > start, Byte.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// A copy of the range.
  static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    bytes.withUnsafeBufferPointer { Array($0[range]) }
  }

  /// The range as text: UTF-8 with U+FFFD for what is none.
  static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }
}

extension ByteSearch {
  /// The range as text where it is valid UTF-8, else nil.
  static func validString(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    bytes.withUnsafeBufferPointer {
      String(validating: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }
}
