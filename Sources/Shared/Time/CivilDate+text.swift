extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2026-11-20`; years outside 0...9999 carry a sign and at least five digits.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12)
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The date written as `2026-11-20`, or nil where the text is anything else.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  /// The date written as `2026-11-20` in ASCII, or nil where the bytes are anything else.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = DecimalDigits.number(bytes, 0..<4), let month = DecimalDigits.number(bytes, 5..<7),
      let day = DecimalDigits.number(bytes, 8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Appends the date's text, as in `description`.
  func appendText(to bytes: inout [UInt8]) {
    if (0...9999).contains(year) {
      DecimalDigits.append(year, width: 4, to: &bytes)
    } else {
      bytes.append(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      DecimalDigits.append(abs(year), width: 5, to: &bytes)
    }
    bytes.append(UInt8(ascii: "-"))
    DecimalDigits.append(month, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    DecimalDigits.append(day, width: 2, to: &bytes)
  }
}
