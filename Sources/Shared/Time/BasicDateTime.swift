/// ISO 8601's basic format as RFC 5545 sections 3.3.4 and 3.3.5 write it: `20261120`,
/// `20261120T093000`, `20261120T093000Z`.
struct BasicDateTime: Hashable, Sendable {
  /// The day.
  let date: CivilDate
  /// Nil for a date alone.
  let time: CivilTime?
  /// True where a `Z` follows.
  let isUTC: Bool

  /// Reads a whole range of bytes; nil where it holds anything else.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    let start = range.lowerBound
    guard [8, 15, 16].contains(range.count), range.upperBound <= bytes.count,
      let year = DecimalDigits.number(bytes, start..<(start + 4)),
      let month = DecimalDigits.number(bytes, (start + 4)..<(start + 6)),
      let day = DecimalDigits.number(bytes, (start + 6)..<(start + 8)),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    self.date = date
    guard range.count > 8 else {
      time = nil
      isUTC = false
      return
    }
    guard bytes[start + 8] & 0xDF == UInt8(ascii: "T"),
      range.count == 15 || bytes[start + 15] & 0xDF == UInt8(ascii: "Z"),
      let hour = DecimalDigits.number(bytes, (start + 9)..<(start + 11)),
      let minute = DecimalDigits.number(bytes, (start + 11)..<(start + 13)),
      let second = DecimalDigits.number(bytes, (start + 13)..<(start + 15)), second <= 60,
      let time = CivilTime(hour: hour, minute: minute, second: min(second, 59))
    else { return nil }
    self.time = time
    isUTC = range.count == 16
  }

  /// The text of a date: `20261120`.
  static func text(_ date: CivilDate) -> String {
    var bytes: [UInt8] = []
    append(date, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a wall time: `20261120T093000`.
  static func text(_ local: CivilDateTime) -> String {
    var bytes: [UInt8] = []
    append(local.date, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    DecimalDigits.append(local.time.hour, width: 2, to: &bytes)
    DecimalDigits.append(local.time.minute, width: 2, to: &bytes)
    DecimalDigits.append(local.time.second, width: 2, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ date: CivilDate, to bytes: inout [UInt8]) {
    DecimalDigits.append(max(0, date.year), width: 4, to: &bytes)
    DecimalDigits.append(date.month, width: 2, to: &bytes)
    DecimalDigits.append(date.day, width: 2, to: &bytes)
  }
}
