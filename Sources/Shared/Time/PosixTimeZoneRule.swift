/// The rule of a zone for all years to come: POSIX's `TZ` string with the extensions of RFC 8536
/// section 3.3 (hours -167...167), such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixTimeZoneRule: Hashable, Sendable {
  /// A day of each year and a time on it.
  struct Change: Hashable, Sendable {
    /// How the day is named.
    enum Day: Hashable, Sendable {
      /// 1...365, 29 February never counted.
      case julian(Int)
      /// 0...365, 29 February counted.
      case ordinal(Int)
      /// The weekday (0 is Sunday) of the week 1...5 (5 is the last) of the month 1...12.
      case weekday(month: Int, week: Int, day: Int)
    }

    /// Which day of the year.
    let day: Day
    /// Seconds after midnight of that day on the clock before the change; may leave the day.
    let seconds: Int

    /// The wall second of the change in a year.
    func wallSeconds(in year: Int) -> Int {
      let newYear = CivilDate.days(year: year, month: 1, day: 1)
      switch day {
      case .julian(let number):
        let leap = CivilDate.isLeap(year) && number >= 60
        return (newYear + number - 1 + (leap ? 1 : 0)) * 86_400 + seconds
      case .ordinal(let number):
        return (newYear + number) * 86_400 + seconds
      case .weekday(let month, let week, let weekday):
        let first = CivilDate.days(year: year, month: month, day: 1)
        let wanted = Weekday(zeroBased: weekday - 1)
        var found = first + wanted.daysAfter(CivilDate.weekday(ofDay: first)) + (week - 1) * 7
        if found >= first + CivilDate.daysInMonth(month, of: year) { found -= 7 }
        return found * 86_400 + seconds
      }
    }
  }

  /// Seconds east of UTC in standard time.
  let standardOffset: Int
  /// The letters of standard time.
  let standardName: String
  /// Seconds east of UTC in daylight time.
  let daylightOffset: Int
  /// The letters of daylight time.
  let daylightName: String
  /// When daylight time begins and ends each year; nil where there is none.
  let changes: (start: Change, end: Change)?

  static func == (lhs: PosixTimeZoneRule, rhs: PosixTimeZoneRule) -> Bool {
    lhs.standardOffset == rhs.standardOffset && lhs.daylightOffset == rhs.daylightOffset
      && lhs.standardName == rhs.standardName && lhs.daylightName == rhs.daylightName
      && lhs.changes?.start == rhs.changes?.start && lhs.changes?.end == rhs.changes?.end
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(standardOffset)
    hasher.combine(daylightOffset)
    hasher.combine(changes?.start)
    hasher.combine(changes?.end)
  }

  /// The stretch around a second (since the Unix epoch).
  func span(at seconds: Int) -> ZoneSpan {
    guard let changes else {
      return ZoneSpan(
        start: .min, end: .max, offset: standardOffset, isDaylight: false,
        abbreviation: standardName)
    }
    let year = CivilDateTime(wallSeconds: seconds + standardOffset).date.year
    var start = Int.min
    var end = Int.max
    var daylight = false
    for candidate in (year - 1)...(year + 1) {
      let begins = changes.start.wallSeconds(in: candidate) - standardOffset
      let ends = changes.end.wallSeconds(in: candidate) - daylightOffset
      // Where both fall together (daylight all year) the beginning of daylight wins.
      for (change, isStart) in [(ends, false), (begins, true)] {
        if change <= seconds, change > start || (change == start && isStart) {
          start = change
          daylight = isStart
        } else if change > seconds {
          end = min(end, change)
        }
      }
    }
    return ZoneSpan(
      start: start, end: end, offset: daylight ? daylightOffset : standardOffset,
      isDaylight: daylight, abbreviation: daylight ? daylightName : standardName)
  }
}
