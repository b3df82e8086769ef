/// Instants as ISO 8601 text in UTC, `2026-11-20T09:30:00.000000Z`, as JSON and `jsonb` carry them.
enum TaskTimestamp {
  /// The text; the fraction is left out where it is zero.
  static func text(_ instant: Instant) -> String {
    let second = 1_000_000 as Int64
    let day = 86_400 * second
    var days = instant.microseconds / day
    var rest = instant.microseconds % day
    if rest < 0 {
      days -= 1
      rest += day
    }
    let date = CivilDate(daysSinceEpoch: Int(days))
    var bytes = Array("\(date)T".utf8)
    let seconds = Int(rest / second)
    DecimalDigits.append(seconds / 3_600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(seconds / 60 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(seconds % 60, width: 2, to: &bytes)
    let fraction = Int(rest % second)
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      DecimalDigits.append(fraction, width: 6, to: &bytes)
    }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The instant of `2026-11-20T09:30:00`, with a fraction of up to six digits and `Z` or an
  /// offset (`+01:00`, `+0100`, `+01`); a space may stand for the `T`. nil for anything else.
  static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let date = CivilDate(bytes: Array(bytes[0..<10])),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = DecimalDigits.number(bytes, 11..<13), hour < 24,
      let minute = DecimalDigits.number(bytes, 14..<16), minute < 60,
      let second = DecimalDigits.number(bytes, 17..<19), second < 60
    else { return nil }
    var position = 19
    guard let fraction = fraction(bytes, &position), let offset = offset(bytes, position) else {
      return nil
    }
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Instant(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
  }

  private static func fraction(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return 0 }
    position += 1
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    guard position - start <= 6, var value = DecimalDigits.number(bytes, start..<position) else {
      return nil
    }
    for _ in 0..<(6 - (position - start)) { value *= 10 }
    return value
  }

  /// Seconds east of UTC that the rest of the text names.
  private static func offset(_ bytes: [UInt8], _ position: Int) -> Int? {
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "Z") { return position + 1 == bytes.count ? 0 : nil }
    guard bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") else {
      return nil
    }
    let digits = bytes[(position + 1)...].filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4,
      let hours = DecimalDigits.number(digits, 0..<2), hours < 24,
      let minutes = digits.count == 4 ? DecimalDigits.number(digits, 2..<4) : 0, minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return bytes[position] == UInt8(ascii: "-") ? -seconds : seconds
  }
}
