/// A time of day as it was written.
struct ClockTerm: Hashable, Sendable {
  /// Seconds since midnight; above a day only for ends of ranges.
  var second: Int
  /// How exact it is.
  var grain: Grain
  /// True where am or pm is known; otherwise the hour is 1...12 and may be either.
  var isSettled: Bool
  /// True where it was written with an am, a colon, "o'clock" or a name: more than a bare number.
  var isMarked: Bool
  /// Its zone, in seconds east of UTC.
  var zone: Int?
  /// The part of the day it was said with.
  var part: DayPart?
  /// Days from the day it was said of: 1 for midnight at the end of the night, and for "tonight at 2".
  var dayShift = 0
  /// True where it was said to hold wherever the person is.
  var isFloating = false
  /// True where "tonight" or "this morning" also named today.
  var isToday = false

  /// The same time in the other half of the day.
  var flipped: ClockTerm {
    var other = self
    other.second = (second + 43_200) % 86_400
    other.isSettled = true
    return other
  }
}
