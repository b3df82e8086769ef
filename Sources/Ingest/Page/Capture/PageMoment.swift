import Shared

/// A moment as pages write it in metadata: a day, or a day with a time, with or without an offset.
struct PageMoment: Hashable, Sendable {
  /// When it is; a day alone is its last second where the page's reader is.
  let instant: Instant
  /// True where only the day is known.
  let isDay: Bool

  /// Reads ISO 8601; a time without an offset is one of the zone. nil where it is something else.
  init?(_ text: String, zone: Zone) {
    let bytes = Array(text.trimmingBlanks.utf8)
    guard bytes.count >= 10, let date = CivilDate(bytes: Array(bytes[..<10])) else { return nil }
    guard bytes.count > 10 else {
      instant = zone.instant(of: CivilDateTime(date, CivilTime(secondOfDay: 86_399)))
      isDay = true
      return
    }
    guard bytes[10] | 0x20 == 0x74 || bytes[10] == 0x20,
      let (time, end) = Self.time(bytes, from: 11)
    else { return nil }
    let local = CivilDateTime(date, time)
    isDay = false
    if end == bytes.count {
      instant = zone.instant(of: local)
    } else if let offset = Self.offset(bytes[end...]) {
      instant = Instant(seconds: Int64(local.wallSeconds - offset))
    } else {
      return nil
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The time of day and where it ends; fractions of a second are passed over.
  private static func time(_ bytes: [UInt8], from start: Int) -> (CivilTime, Int)? {
    guard bytes.count >= start + 5, bytes[start + 2] == 0x3A,
      let hour = number(bytes[start..<start + 2]), let minute = number(bytes[start + 3..<start + 5])
    else { return nil }
    var end = start + 5
    var second = 0
    if bytes.count >= end + 3, bytes[end] == 0x3A, let given = number(bytes[end + 1..<end + 3]) {
      second = min(given, 59)
      end += 3
      if end < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x2C {
        end += 1
        while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
      }
    }
    return CivilTime(hour: hour, minute: minute, second: second).map { ($0, end) }
  }

  /// Seconds east of UTC: `Z`, `+02:00`, `+0200` or `+02`.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    if sign | 0x20 == 0x7A { return bytes.count == 1 ? 0 : nil }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    let digits = bytes.dropFirst().filter { $0 != 0x3A }
    guard digits.count == 2 || digits.count == 4, let number = number(digits[...]) else {
      return nil
    }
    let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 18, minutes < 60 else { return nil }
    return (sign == 0x2D ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }
}
