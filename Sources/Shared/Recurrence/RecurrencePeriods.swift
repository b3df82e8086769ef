/// The periods of a rule in order: which years, months, weeks, days or units of the clock its
/// frequency and interval reach, and the days (or units) in each that its parts let through.
struct RecurrencePeriods {
  private let plan: RecurrencePlan
  private var days: MatchingDays
  private var years: YearDays?
  private let clock: ClockUnits?
  /// The next period: its year, month (counted from year 0), first day, or unit of the clock.
  private var position: Int
  private let origin: Int
  private let step: Int
  private let last: Int

  /// The periods of a plan, from that of its start on.
  init(_ plan: RecurrencePlan) {
    self.plan = plan
    let masks = MonthMasks(plan)
    days = MatchingDays(masks, isTrivial: plan.takesEveryDay)
    years = plan.frequency == .yearly ? YearDays(plan, masks: masks) : nil
    clock = plan.frequency >= .hourly ? ClockUnits(plan) : nil
    let lastDay = RecurrencePlan.end / 86_400 - 1
    switch plan.frequency {
    case .yearly:
      origin = RecurrencePeriods.year(of: plan)
      last = RecurrenceLimits.lastYear + 1
    case .monthly:
      origin = plan.startDate.year * 12 + plan.startDate.month - 1
      last = RecurrenceLimits.lastYear * 12 + 11
    case .weekly:
      origin = plan.startDay - plan.startDate.weekday.daysAfter(plan.weekStart)
      last = lastDay
    case .daily:
      origin = plan.startDay
      last = lastDay
    default:
      let unit = plan.frequency.unitSeconds
      origin = RecurrencePeriods.quotient(plan.start, unit)
      last = RecurrencePlan.end / unit - 1
    }
    position = origin
    step = plan.frequency == .weekly ? plan.interval * 7 : plan.interval
  }

  /// The year that the start belongs to: with BYWEEKNO that of its week.
  private static func year(of plan: RecurrencePlan) -> Int {
    let year = plan.startDate.year
    guard !plan.weekNumbers.isEmpty else { return year }
    for candidate in [year + 1, year] {
      let newYear = CivilDate.days(year: candidate, month: 1, day: 1)
      let weekday = CivilDate.weekday(ofDay: newYear).rawValue - 1
      let first = YearDays.firstWeek(newYearWeekday: weekday, weekStart: plan.weekStart)
      if plan.startDay >= newYear + first { return candidate }
    }
    return year - 1
  }

  /// True where no unit of the clock that the interval reaches can match.
  var isNever: Bool {
    guard let clock else { return false }
    return clock.isNever(origin: origin, interval: plan.interval)
  }

  /// Loads the next period that has days: their first wall seconds, ascending. False after the last,
  /// or where the work runs out.
  mutating func next(into bases: inout [Int], work: inout Int) -> Bool {
    bases.removeAll(keepingCapacity: true)
    while position <= last {
      work -= 1
      guard work >= 0 else { return false }
      let current = position
      position += step
      switch plan.frequency {
      case .yearly: loadYear(current, into: &bases)
      case .monthly: loadMonth(current, into: &bases)
      case .weekly: loadWeek(current, into: &bases)
      case .daily:
        guard let day = matchingDay(from: current, work: &work) else { return false }
        position = day + step
        bases.append(day * 86_400)
      default:
        guard let unit = matchingUnit(from: current, work: &work) else { return false }
        position = unit + step
        bases.append(unit * plan.frequency.unitSeconds)
      }
      if !bases.isEmpty { return true }
    }
    return false
  }

  private mutating func loadYear(_ year: Int, into bases: inout [Int]) {
    guard let offsets = years?.offsets(year: year) else { return }
    let newYear = CivilDate.days(year: year, month: 1, day: 1)
    for offset in offsets { bases.append((newYear + offset) * 86_400) }
  }

  private mutating func loadMonth(_ month: Int, into bases: inout [Int]) {
    let first = CivilDate.days(year: month / 12, month: month % 12 + 1, day: 1)
    var mask = days.masks.mask(
      year: month / 12, month: month % 12 + 1, firstWeekday: RecurrencePeriods.weekday(first))
    while mask != 0 {
      bases.append((first + mask.trailingZeroBitCount) * 86_400)
      mask &= mask - 1
    }
  }

  private func loadWeek(_ first: Int, into bases: inout [Int]) {
    guard plan.months != 0x1FFE else {
      for offset in plan.weekOffsets { bases.append((first + offset) * 86_400) }
      return
    }
    let date = CivilDate(daysSinceEpoch: first)
    let length = CivilDate.daysInMonth(date.month, of: date.year)
    for offset in plan.weekOffsets {
      let month = date.day + offset <= length ? date.month : date.month % 12 + 1
      if plan.months & (1 << UInt16(month)) != 0 { bases.append((first + offset) * 86_400) }
    }
  }

  /// The first day of the interval at or after a day that the day parts let through.
  private mutating func matchingDay(from day: Int, work: inout Int) -> Int? {
    var day = day
    while day <= last, work >= 0 {
      guard let found = days.next(from: day, work: &work) else { return nil }
      if found == day { return day }
      day = aligned(found)
      work -= 1
    }
    return nil
  }

  /// The first unit of the interval at or after a unit that all parts let through.
  private mutating func matchingUnit(from unit: Int, work: inout Int) -> Int? {
    guard let clock else { return nil }
    var unit = unit
    while unit <= last, work >= 0 {
      work -= 1
      let day = RecurrencePeriods.quotient(unit, clock.perDay)
      guard let found = days.next(from: day, work: &work) else { return nil }
      if found > day {
        unit = aligned(found * clock.perDay)
        continue
      }
      guard let wanted = clock.next(from: unit - day * clock.perDay) else {
        unit = aligned((day + 1) * clock.perDay)
        continue
      }
      let candidate = day * clock.perDay + wanted
      if candidate == unit { return unit }
      unit = aligned(candidate)
    }
    return nil
  }

  /// The first position of the interval at or after one.
  private func aligned(_ position: Int) -> Int {
    guard position > origin, step > 1 else { return max(position, origin) }
    return origin + (position - origin + step - 1) / step * step
  }

  /// The weekday of a day since 1970-01-01; 0 is Monday.
  static func weekday(_ day: Int) -> Int {
    remainder(day + 3, 7)
  }

  /// The quotient rounded towards the past.
  static func quotient(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }

  /// What remains of that quotient; 0 or above.
  static func remainder(_ value: Int, _ divisor: Int) -> Int {
    value - quotient(value, divisor) * divisor
  }
}

// Jumps, and counting of what they pass.
extension RecurrencePeriods {
  /// Goes on with the first period that reaches to a wall second or beyond; never back. False where
  /// there is none.
  mutating func jump(to wall: Int) -> Bool {
    let day = RecurrencePeriods.quotient(wall, 86_400)
    let wanted: Int
    switch plan.frequency {
    case .yearly:
      wanted = CivilDate(daysSinceEpoch: day).year - (plan.weekNumbers.isEmpty ? 0 : 1)
    case .monthly:
      let date = CivilDate(daysSinceEpoch: day)
      wanted = date.year * 12 + date.month - 1
    case .weekly: wanted = day - 6
    case .daily: wanted = day
    default: wanted = RecurrencePeriods.quotient(wall, plan.frequency.unitSeconds)
    }
    position = max(position, aligned(wanted))
    return position <= last
  }

  /// How many periods from the next one on end before a wall second; for WEEKLY and more frequent.
  func wholePeriods(before wall: Int) -> Int {
    let day = RecurrencePeriods.quotient(wall, 86_400)
    let bound =
      switch plan.frequency {
      case .weekly: day - 6
      case .daily: day
      default: RecurrencePeriods.quotient(wall, plan.frequency.unitSeconds)
      }
    return position >= bound ? 0 : (bound - 1 - position) / step + 1
  }

  /// Passes so many periods unseen.
  mutating func pass(_ periods: Int) {
    position += periods * step
  }

  /// Periods in each day that matches, where the interval is 1.
  var periodsPerDay: Int {
    clock?.allowedPerDay ?? 1
  }

  /// Passes whole days before a wall second and gives how many of them match; nil where the rule
  /// cannot be counted by days, or the next period is not the first of its day.
  mutating func passDays(before wall: Int, work: inout Int) -> Int? {
    guard step == 1, plan.frequency >= .daily else { return nil }
    let perDay = clock?.perDay ?? 1
    var first = RecurrencePeriods.quotient(position, perDay)
    if let clock {
      let next = clock.next(from: position - first * perDay)
      if next == nil { first += 1 } else if next != clock.next(from: 0) { return nil }
    }
    let end = min(RecurrencePeriods.quotient(wall, 86_400), RecurrencePlan.end / 86_400)
    guard first < end else { return nil }
    position = end * perDay
    return days.count(first..<end, work: &work)
  }
}
