/// Reading and writing of fixed-width decimal numbers in ASCII, as dates and times are made of.
enum DecimalDigits {
  /// The number that the bytes of a range spell, or nil where one of them is no digit, the range
  /// is empty or longer than 18 digits, or it reaches beyond the bytes.
  static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 18, range.lowerBound >= 0,
      range.upperBound <= bytes.count
    else { return nil }
    var value = 0
    for index in range {
      let digit = bytes[index] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Appends a number of 0 or above, padded with zeros to at least `width` digits.
  static func append(_ number: Int, width: Int, to bytes: inout [UInt8]) {
    var limit = 1
    var digits = 1
    while digits < width || number / limit >= 10 {
      limit *= 10
      digits += 1
    }
    while limit > 0 {
      bytes.append(48 + UInt8(truncatingIfNeeded: number / limit % 10))
      limit /= 10
    }
  }
}
