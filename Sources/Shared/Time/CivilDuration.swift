/// A length of time in two parts: by the calendar (years, months, days) and by the clock (seconds).
///
/// RFC 5545 section 3.3.6: days and weeks are nominal, so a day added over a change of clocks keeps
/// the wall time; hours, minutes and seconds are exact. Years and months are ISO 8601's and stand
/// nowhere in iCalendar.
public struct CivilDuration: Hashable, Sendable {
  /// Months of the calendar; a year is 12 of them.
  public var months: Int

  /// Days of the calendar; a week is 7 of them.
  public var days: Int

  /// Seconds of the clock.
  public var seconds: Int

  /// The sum of these parts, each of which may be negative.
  public init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
    self.months = months
    self.days = days
    self.seconds = seconds
  }

  /// No time at all.
  public static let zero = CivilDuration()

  /// The same length backwards.
  public var negated: CivilDuration {
    CivilDuration(months: -months, days: -days, seconds: -seconds)
  }

  /// Seconds where every day has 86 400 of them, nil where months make that unknowable.
  public var nominalSeconds: Int? {
    months == 0 ? days * 86_400 + seconds : nil
  }
}

extension CivilDuration: CustomStringConvertible {
  /// ISO 8601 as RFC 5545 writes it: `P1DT2H`, `-PT15M`, `P2W`; `PT0S` for nothing. Parts with
  /// different signs have no such form: the whole then takes the sign of the first.
  public var description: String {
    let sign = [months, days, seconds].first { $0 != 0 } ?? 0
    var text = sign < 0 ? "-P" : "P"
    let (months, days, seconds) = (abs(months), abs(days), abs(seconds))
    if months == 0, seconds == 0, days > 0, days % 7 == 0 { return text + "\(days / 7)W" }
    if months >= 12 { text += "\(months / 12)Y" }
    if months % 12 != 0 { text += "\(months % 12)M" }
    if days != 0 { text += "\(days)D" }
    if seconds != 0 || (months == 0 && days == 0) { text += "T" }
    if seconds >= 3600 { text += "\(seconds / 3600)H" }
    if seconds / 60 % 60 != 0 { text += "\(seconds / 60 % 60)M" }
    if seconds % 60 != 0 || (months == 0 && days == 0 && seconds == 0) {
      text += "\(seconds % 60)S"
    }
    return text
  }

  /// The duration written by ISO 8601 or RFC 5545 (`P1DT2H`, `-PT15M`, `P2W`, `P1Y6M`), or nil where
  /// the text is anything else or a number exceeds `TimeLimits.durationNumber`.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  /// The duration in ASCII, as `init(_:)` reads it.
  public init?(bytes: [UInt8]) {
    guard bytes.count <= TimeLimits.durationBytes else { return nil }
    var index = 0
    var sign = 1
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      index = 1
    }
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "p") else { return nil }
    index += 1
    self.init()
    var inTime = false
    var rank = 0
    while index < bytes.count {
      if bytes[index] | 0x20 == UInt8(ascii: "t"), !inTime {
        inTime = true
        index += 1
        guard index < bytes.count else { return nil }
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] &- 48 < 10 { index += 1 }
      guard index < bytes.count, let number = DecimalDigits.number(bytes, start..<index),
        number <= TimeLimits.durationNumber,
        let newRank = add(number * sign, unit: bytes[index] | 0x20, inTime: inTime), newRank > rank
      else { return nil }
      rank = newRank
      index += 1
    }
    guard rank > 0 else { return nil }
  }

  /// Adds so many of a unit; gives the unit's place in the order of units, nil where none is meant.
  private mutating func add(_ number: Int, unit: UInt8, inTime: Bool) -> Int? {
    switch (unit, inTime) {
    case (UInt8(ascii: "y"), false):
      months += number * 12
      return 1
    case (UInt8(ascii: "m"), false):
      months += number
      return 2
    case (UInt8(ascii: "w"), false):
      days += number * 7
      return 3
    case (UInt8(ascii: "d"), false):
      days += number
      return 4
    case (UInt8(ascii: "h"), true):
      seconds += number * 3600
      return 5
    case (UInt8(ascii: "m"), true):
      seconds += number * 60
      return 6
    case (UInt8(ascii: "s"), true):
      seconds += number
      return 7
    default: return nil
    }
  }
}
