/// Looking for ASCII words in bytes without regard to case.
enum ASCIIWords {
  /// True where the bytes hold the word, which is given in lower case.
  static func contains(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    find(bytes, word) != nil
  }

  /// The first place of the word, which is given in lower case, or nil.
  static func find(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Int? {
    let count = word.utf8CodeUnitCount
    guard count > 0, bytes.count >= count else { return nil }
    let first = word.utf8Start[0]
    var place = bytes.startIndex
    let last = bytes.endIndex - count
    while place <= last {
      if lower(bytes[place]) == first {
        var offset = 1
        while offset < count, lower(bytes[place + offset]) == word.utf8Start[offset] { offset += 1 }
        if offset == count { return place }
      }
      place += 1
    }
    return nil
  }

  /// True where the bytes, without blanks around them, are the word, which is given in lower case.
  static func equals(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    let trimmed = trim(bytes)
    guard trimmed.count == word.utf8CodeUnitCount else { return false }
    return starts(trimmed, with: word)
  }

  /// True where the bytes begin with the word, which is given in lower case.
  static func starts(_ bytes: ArraySlice<UInt8>, with word: StaticString) -> Bool {
    guard bytes.count >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where lower(bytes[bytes.startIndex + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The bytes without the blanks around them.
  static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = bytes
    while let first = slice.first, HTMLText.isSpace(first) { slice.removeFirst() }
    while let last = slice.last, HTMLText.isSpace(last) { slice.removeLast() }
    return slice
  }

  /// An ASCII letter in lower case; any other byte as it is.
  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
