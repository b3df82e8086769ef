/// A time of day on a wall clock, to the second, without date or zone.
///
/// There is no 24:00 and no leap second: RFC 5545 section 3.3.12 lets 60 be read as 59.
public struct CivilTime: Hashable, Comparable, Sendable {
  /// Seconds since midnight, 0...86 399.
  public let secondOfDay: Int

  /// The hour, 0...23.
  public var hour: Int { secondOfDay / 3600 }

  /// The minute, 0...59.
  public var minute: Int { secondOfDay / 60 % 60 }

  /// The second, 0...59.
  public var second: Int { secondOfDay % 60 }

  /// The time with these numbers, or nil where no clock shows it.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    secondOfDay = hour * 3600 + minute * 60 + second
  }

  /// The time that many seconds after midnight; other numbers wrap around the day.
  public init(secondOfDay: Int) {
    let rest = secondOfDay % 86_400
    self.secondOfDay = rest < 0 ? rest + 86_400 : rest
  }

  /// 00:00:00.
  public static let midnight = CivilTime(secondOfDay: 0)

  /// 23:59:59, where a date without a time is due.
  public static let endOfDay = CivilTime(secondOfDay: 86_399)

  /// True where `lhs` is earlier in the day.
  public static func < (lhs: CivilTime, rhs: CivilTime) -> Bool {
    lhs.secondOfDay < rhs.secondOfDay
  }
}

extension CivilTime: CustomStringConvertible {
  /// ISO 8601: `09:30:00`.
  public var description: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time written as `09:30` or `09:30:00`, or nil where the text is anything else.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8), range: 0..<text.utf8.count)
  }

  /// The time that a range of ASCII bytes spells, as `init(_:)` reads it.
  init?(bytes: [UInt8], range: Range<Int>) {
    let start = range.lowerBound
    guard range.count == 5 || range.count == 8, bytes[start + 2] == UInt8(ascii: ":"),
      let hour = DecimalDigits.number(bytes, start..<(start + 2)),
      let minute = DecimalDigits.number(bytes, (start + 3)..<(start + 5))
    else { return nil }
    guard range.count == 8 else {
      self.init(hour: hour, minute: minute)
      return
    }
    guard bytes[start + 5] == UInt8(ascii: ":"),
      let second = DecimalDigits.number(bytes, (start + 6)..<(start + 8)), second <= 60
    else { return nil }
    self.init(hour: hour, minute: minute, second: min(second, 59))
  }

  /// Appends `09:30:00` in ASCII.
  func appendText(to bytes: inout [UInt8]) {
    DecimalDigits.append(hour, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(minute, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(second, width: 2, to: &bytes)
  }
}
