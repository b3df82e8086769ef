/// A date and a time as a wall clock and calendar show them, without a zone (a floating time).
public struct CivilDateTime: Hashable, Comparable, Sendable {
  /// The day.
  public var date: CivilDate

  /// The time of that day.
  public var time: CivilTime

  /// That time of that day.
  public init(_ date: CivilDate, _ time: CivilTime = .midnight) {
    self.date = date
    self.time = time
  }

  /// The wall time with these numbers, or nil where no calendar and clock show it.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    guard let date = CivilDate(year: year, month: month, day: day),
      let time = CivilTime(hour: hour, minute: minute, second: second)
    else { return nil }
    self.init(date, time)
  }

  /// The wall time that many seconds after 1970-01-01T00:00:00 on the same wall clock, where every
  /// day has 86 400 of them.
  public init(wallSeconds: Int) {
    let day = wallSeconds >= 0 ? wallSeconds / 86_400 : -((86_399 - wallSeconds) / 86_400)
    self.init(CivilDate(daysSinceEpoch: day), CivilTime(secondOfDay: wallSeconds - day * 86_400))
  }

  /// Seconds since 1970-01-01T00:00:00 on the same wall clock, where every day has 86 400 of them.
  public var wallSeconds: Int {
    date.daysSinceEpoch * 86_400 + time.secondOfDay
  }

  /// The wall time that many seconds later (or earlier), where every day has 86 400 of them.
  public func adding(wallSeconds: Int) -> CivilDateTime {
    let (sum, overflow) = self.wallSeconds.addingReportingOverflow(wallSeconds)
    return CivilDateTime(wallSeconds: overflow ? (wallSeconds < 0 ? .min / 2 : .max / 2) : sum)
  }

  /// True where `lhs` comes first on the same wall clock.
  public static func < (lhs: CivilDateTime, rhs: CivilDateTime) -> Bool {
    lhs.date == rhs.date ? lhs.time < rhs.time : lhs.date < rhs.date
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// ISO 8601: `2026-11-20T09:30:00`.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(19)
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The wall time written as `2026-11-20T09:30` or `2026-11-20T09:30:00` (a space or a small `t`
  /// may stand for the `T`), or nil where the text is anything else.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  /// The wall time in ASCII, as `init(_:)` reads it.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 || bytes.count == 19,
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == 32,
      let date = CivilDate(bytes: Array(bytes[..<10])),
      let time = CivilTime(bytes: bytes, range: 11..<bytes.count)
    else { return nil }
    self.init(date, time)
  }

  /// Appends `2026-11-20T09:30:00` in ASCII.
  func appendText(to bytes: inout [UInt8]) {
    date.appendText(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    time.appendText(to: &bytes)
  }
}
