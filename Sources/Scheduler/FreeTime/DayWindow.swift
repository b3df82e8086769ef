/// Hours of a day, in minutes from the wall clock's midnight.
///
/// An end at or before the start lies on the next day, so that 22:00 to 02:00 is one window.
public struct DayWindow: Hashable, Sendable {
  /// Minutes from midnight at which it begins, 0 to 1439.
  public var start: Int
  /// Minutes from midnight at which it ends, 1 to 1440.
  public var end: Int

  /// A window of those minutes.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// Reads `["09:00", "12:30"]`; nil where one is no time of day. `24:00` is the day's end.
  public init?(_ start: String, _ end: String) {
    guard let start = Self.minutes(start), let end = Self.minutes(end), start < 1_440, end > 0,
      start != end
    else { return nil }
    self.init(start: start, end: end)
  }

  /// `09:00`.
  public static func text(_ minutes: Int) -> String {
    let hour = minutes / 60
    let minute = minutes % 60
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// The minutes of `HH:MM`; nil where it is no such text.
  public static func minutes(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == 0x3A else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]]
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    let numbers = digits.map { Int($0) - 0x30 }
    let hour = numbers[0] * 10 + numbers[1]
    let minute = numbers[2] * 10 + numbers[3]
    guard hour < 24 || (hour == 24 && minute == 0), minute < 60 else { return nil }
    return hour * 60 + minute
  }
}
