/// A rule together with the start of its series, prepared for expansion: defaults taken from the
/// start, lists sorted, filters as bit masks.
///
/// Wall times are counted in seconds since 1970-01-01T00:00:00 on the series' own wall clock.
struct RecurrencePlan: Sendable {
  /// FREQ.
  let frequency: RecurrenceFrequency
  /// INTERVAL.
  let interval: Int
  /// The start in wall seconds.
  let start: Int
  /// The start's day.
  let startDate: CivilDate
  /// Days from 1970-01-01 to the start's day.
  let startDay: Int
  /// True for a series of whole days.
  let isAllDay: Bool
  /// WKST.
  let weekStart: Weekday
  /// BYSETPOS.
  let positions: [Int]
  /// COUNT, `Int.max` where the rule has none.
  let count: Int
  /// UNTIL, on the wall clock.
  let limit: RecurrenceWallLimit

  /// BYMONTH as bits, bit 1 for January; all twelve where nothing is asked.
  let months: UInt16
  /// True where numbered weekdays of a YEARLY rule count in each month, for BYMONTH stands there.
  let namesMonths: Bool
  /// BYMONTHDAY, or the start's day where that decides.
  let monthDays: [Int]
  /// BYDAY, or the start's weekday where that decides.
  let days: [RecurrenceDay]
  /// BYYEARDAY.
  let yearDays: [Int]
  /// BYWEEKNO.
  let weekNumbers: [Int]
  /// Days from the week's start, ascending; for WEEKLY only.
  let weekOffsets: [Int]

  /// What each period is expanded by; the product of the three, in order, is its times of day.
  let expandHours: [Int]
  /// The minutes of each of those hours.
  let expandMinutes: [Int]
  /// The seconds of each of those minutes.
  let expandSeconds: [Int]
  /// What a period of the clock's frequencies has to match; all bits where nothing is asked.
  let hourMask: UInt32
  /// Minutes of the hour that a period of minutes or seconds has to match.
  let minuteMask: UInt64
  /// Seconds of the minute that a period of seconds has to match.
  let secondMask: UInt64

  /// The first wall second after the last year that has instances.
  static let end =
    (CivilDate.days(year: RecurrenceLimits.lastYear, month: 12, day: 31) + 1) * 86_400

  /// The plan of a rule from a start; `zone` decides about an UNTIL in UTC.
  init(_ rule: RecurrenceRule, start: CivilDateTime, isAllDay: Bool, zone: Zone?) {
    frequency = rule.frequency
    interval = rule.interval
    startDate = start.date
    startDay = start.date.daysSinceEpoch
    let time = isAllDay ? CivilTime.midnight : start.time
    self.start = startDay * 86_400 + time.secondOfDay
    self.isAllDay = isAllDay
    weekStart = rule.weekStart
    positions = rule.positions
    if case .count(let number) = rule.end { count = number } else { count = .max }
    limit = RecurrenceWallLimit(rule.end, zone: isAllDay ? nil : zone)
    yearDays = rule.yearDays
    weekNumbers = rule.weekNumbers

    var months = rule.months
    var monthDays = rule.monthDays
    var days = rule.days
    let namesNoDay = days.isEmpty && monthDays.isEmpty && yearDays.isEmpty
    switch rule.frequency {
    case .yearly where namesNoDay && !weekNumbers.isEmpty:
      days = [RecurrenceDay(start.date.weekday)]
    case .yearly where namesNoDay:
      if months.isEmpty { months = [start.date.month] }
      monthDays = [start.date.day]
    case .monthly where namesNoDay: monthDays = [start.date.day]
    case .weekly where days.isEmpty: days = [RecurrenceDay(start.date.weekday)]
    default: break
    }
    namesMonths = !rule.months.isEmpty
    self.months = months.isEmpty ? 0x1FFE : months.reduce(0) { $0 | 1 << UInt16($1) }
    self.monthDays = monthDays
    self.days = days
    weekOffsets =
      frequency == .weekly ? days.map { $0.weekday.daysAfter(rule.weekStart) }.sorted() : []

    let hours = isAllDay ? [] : rule.hours
    let minutes = isAllDay ? [] : rule.minutes
    let seconds = isAllDay ? [] : rule.seconds
    expandHours = frequency >= .hourly ? [0] : hours.isEmpty ? [time.hour] : hours
    expandMinutes = frequency >= .minutely ? [0] : minutes.isEmpty ? [time.minute] : minutes
    expandSeconds = frequency >= .secondly ? [0] : seconds.isEmpty ? [time.second] : seconds
    hourMask = hours.isEmpty ? 0xFF_FFFF : hours.reduce(0) { $0 | 1 << UInt32($1) }
    minuteMask = RecurrencePlan.mask(frequency >= .minutely ? minutes : [])
    secondMask = RecurrencePlan.mask(frequency >= .secondly ? seconds : [])
  }

  private static func mask(_ numbers: [Int]) -> UInt64 {
    numbers.isEmpty ? (1 << 60) - 1 : numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }

  /// Times that each day or unit of a period is expanded to.
  var timesPerUnit: Int {
    expandHours.count * expandMinutes.count * expandSeconds.count
  }

  /// True where no period can have as many instances as BYSETPOS asks for.
  var hasImpossiblePositions: Bool {
    let days =
      switch frequency {
      case .yearly: 371
      case .monthly: 31
      case .weekly: weekOffsets.count
      default: 1
      }
    return !positions.isEmpty && positions.allSatisfy { abs($0) > days * timesPerUnit }
  }

  /// Seconds from the start of the day or unit to its `index`th time.
  func offset(_ index: Int) -> Int {
    let perHour = expandMinutes.count * expandSeconds.count
    let rest = index % perHour
    return expandHours[index / perHour] * 3_600
      + expandMinutes[rest / expandSeconds.count] * 60 + expandSeconds[rest % expandSeconds.count]
  }

  /// True where no part keeps a day out that the frequency reaches; for DAILY and more frequent.
  var takesEveryDay: Bool {
    months == 0x1FFE && monthDays.isEmpty && days.isEmpty && yearDays.isEmpty
  }

  /// True where no part keeps a unit of the clock out; for HOURLY and more frequent.
  var takesEveryUnit: Bool {
    hourMask == 0xFF_FFFF && minuteMask == (1 << 60) - 1 && secondMask == (1 << 60) - 1
  }
}
