/// UTF-16 bytes as text.
enum UTF16Text {
  /// The range as text: a byte order mark is obeyed and removed, lone surrogates become U+FFFD, an odd
  /// last byte that is a line end cut in half is dropped.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, isBigEndian: Bool?) -> String {
    var start = range.lowerBound
    var big = isBigEndian ?? false
    if range.count >= 2 {
      let first = bytes[start]
      let second = bytes[start + 1]
      if first == 0xFE, second == 0xFF, isBigEndian != false {
        big = true
        start += 2
      } else if first == 0xFF, second == 0xFE, isBigEndian != true {
        big = false
        start += 2
      }
    }
    var units: [UInt16] = []
    units.reserveCapacity((range.upperBound - start) / 2)
    while start + 1 < range.upperBound {
      let first = UInt16(bytes[start])
      let second = UInt16(bytes[start + 1])
      units.append(big ? first << 8 | second : second << 8 | first)
      start += 2
    }
    return String(decoding: units, as: UTF16.self)
  }
}
