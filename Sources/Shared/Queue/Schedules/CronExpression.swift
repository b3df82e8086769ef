/// When something is to happen, as crontab(5) writes it: five fields (minute, hour, day of month,
/// month, day of week), or six with seconds in front.
///
/// A field is `*`, a number, a name (`JAN`, `MON`), a range, a list, and any of these with a step
/// (`*/15`, `8-18/2`, `5/10`). Day of month knows `L` for the last day; Sunday is 0 or 7, and
/// ranges of weekdays may run over it (`FRI-MON`). Where both day fields are restricted, a day that
/// fits either is meant, as in every cron since Vixie's; a field that lists every value counts as
/// unrestricted.
public struct CronExpression: Hashable, Sendable {
  /// Fitting seconds, a bit each.
  let seconds: UInt64
  /// Fitting minutes, a bit each.
  let minutes: UInt64
  /// Fitting hours, a bit each.
  let hours: UInt64
  /// Fitting days of the month, bits 1 to 31.
  let days: UInt64
  /// Fitting months, bits 1 to 12.
  let months: UInt64
  /// Fitting days of the week, Sunday is bit 0.
  let weekdays: UInt64
  /// Whether a month's last day fits.
  let includesLastDay: Bool

  /// Reads the expression; throws what is wrong and where.
  public init(_ text: String) throws(ScheduleError) {
    guard text.utf8.count <= ScheduleLimits.expressionBytes else {
      throw ScheduleError(.tooLong)
    }
    var fields = text.split { $0 == " " || $0 == "\t" }.map { Array($0.utf8) }
    guard fields.count == 5 || fields.count == 6 else { throw ScheduleError(.fieldCount) }
    if fields.count == 5 { fields.insert([UInt8(ascii: "0")], at: 0) }
    seconds = try CronField.second.mask(fields[0])
    minutes = try CronField.minute.mask(fields[1])
    hours = try CronField.hour.mask(fields[2])
    var dayParts = fields[3].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let allParts = dayParts.count
    dayParts.removeAll { $0.elementsEqual([UInt8(ascii: "L")]) }
    includesLastDay = dayParts.count < allParts
    days =
      dayParts.isEmpty
      ? 0 : try CronField.day.mask(Array(dayParts.joined(separator: [UInt8(ascii: ",")])))
    months = try CronField.month.mask(fields[4])
    let week = try CronField.weekday.mask(fields[5])
    weekdays = (week | (week >> 7 & 1)) & 0x7F
  }

  /// True where it fits every hour of a day, so that it means an interval, not a time of day.
  var isEveryHour: Bool { hours == 0xFF_FFFF }

  /// The first wall time after the given one that fits, in seconds as
  /// ``CivilDateTime/wallSeconds`` counts them; nil where there is none within 40 years.
  func nextWall(after wall: Int) -> Int? {
    let start = CivilDateTime(wallSeconds: wall + 1)
    var date = start.date
    var from = start.time.secondOfDay
    let lastYear = date.year + ScheduleLimits.searchYears
    while date.year <= lastYear {
      if months & (1 << UInt64(date.month)) == 0 {
        date = date.startOfMonth.adding(months: 1)
        from = 0
        continue
      }
      if fits(date), let time = nextTime(from: from) {
        return date.daysSinceEpoch * 86_400 + time
      }
      date = date.adding(days: 1)
      from = 0
    }
    return nil
  }

  private func fits(_ date: CivilDate) -> Bool {
    let isDay =
      days & (1 << UInt64(date.day)) != 0 || (includesLastDay && date == date.endOfMonth)
    // ISO 8601 counts Sunday as 7, cron as 0.
    let isWeekday = weekdays & (1 << UInt64(date.weekday.rawValue % 7)) != 0
    let restrictsDays = days != 0xFFFF_FFFE
    let restrictsWeekdays = weekdays != 0x7F
    return restrictsDays && restrictsWeekdays ? isDay || isWeekday : isDay && isWeekday
  }

  /// The first time of day at or after that second of the day.
  private func nextTime(from second: Int) -> Int? {
    var hour = second / 3_600
    var minute = second / 60 % 60
    var rest = second % 60
    guard hour < 24 else { return nil }
    if hours & (1 << UInt64(hour)) == 0 {
      minute = 0
      rest = 0
    }
    while let fittingHour = Self.next(hours, from: hour) {
      if fittingHour != hour {
        minute = 0
        rest = 0
      }
      hour = fittingHour
      while let fittingMinute = Self.next(minutes, from: minute) {
        if fittingMinute != minute { rest = 0 }
        minute = fittingMinute
        if let fittingSecond = Self.next(seconds, from: rest) {
          return hour * 3_600 + minute * 60 + fittingSecond
        }
        minute += 1
        rest = 0
      }
      hour += 1
      minute = 0
      rest = 0
    }
    return nil
  }

  private static func next(_ mask: UInt64, from bit: Int) -> Int? {
    guard bit < 64 else { return nil }
    let rest = mask >> UInt64(bit)
    return rest == 0 ? nil : bit + rest.trailingZeroBitCount
  }
}
