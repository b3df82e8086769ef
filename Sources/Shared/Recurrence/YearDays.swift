/// The days of a YEARLY period, as days after 1 January (before it, where a week reaches back).
///
/// They depend only on the year's length and first weekday, so 14 lists serve all years.
struct YearDays: Sendable {
  private let plan: RecurrencePlan
  private var masks: MonthMasks
  private var known = [[Int]?](repeating: nil, count: 14)

  /// The days of a plan's years, none computed yet.
  init(_ plan: RecurrencePlan, masks: MonthMasks) {
    self.plan = plan
    self.masks = masks
  }

  /// Days after 1 January of the year, ascending. A week (BYWEEKNO) belongs to the year that holds
  /// most of it, so its days may lie in the years beside.
  mutating func offsets(year: Int) -> [Int] {
    let newYear = CivilDate.days(year: year, month: 1, day: 1)
    let firstWeekday = CivilDate.weekday(ofDay: newYear).rawValue - 1
    // A day of the year in a neighbouring year depends on that year's length too.
    let cacheable = plan.weekNumbers.isEmpty || plan.yearDays.isEmpty
    let key = (CivilDate.isLeap(year) ? 7 : 0) + firstWeekday
    if cacheable, let list = known[key] { return list }
    let list: [Int]
    if !plan.weekNumbers.isEmpty {
      list = weeks(year: year, newYear: newYear, firstWeekday: firstWeekday)
    } else if plan.days.contains(where: { $0.ordinal != nil }), !plan.namesMonths {
      list = numbered(year: year, firstWeekday: firstWeekday)
    } else {
      list = months(year: year, firstWeekday: firstWeekday)
    }
    if cacheable { known[key] = list }
    return list
  }

  private mutating func months(year: Int, firstWeekday: Int) -> [Int] {
    var list: [Int] = []
    var first = 0
    for month in 1...12 {
      var mask = masks.mask(year: year, month: month, firstWeekday: (firstWeekday + first) % 7)
      while mask != 0 {
        list.append(first + mask.trailingZeroBitCount)
        mask &= mask - 1
      }
      first += CivilDate.daysInMonth(month, of: year)
    }
    return list
  }

  /// BYDAY with numbers that count in the whole year, beside any of the other day parts.
  private func numbered(year: Int, firstWeekday: Int) -> [Int] {
    let length = CivilDate.daysInYear(year)
    var wanted = [Bool](repeating: false, count: length)
    for day in plan.days {
      let first = (day.weekday.rawValue - 1 - firstWeekday + 7) % 7
      let count = (length - first + 6) / 7
      guard let ordinal = day.ordinal else {
        for week in 0..<count { wanted[first + week * 7] = true }
        continue
      }
      let index = ordinal > 0 ? ordinal - 1 : count + ordinal
      if index >= 0, index < count { wanted[first + index * 7] = true }
    }
    let newYear = CivilDate.days(year: year, month: 1, day: 1)
    return (0..<length).filter { wanted[$0] && passes(newYear + $0) }
  }

  private func weeks(year: Int, newYear: Int, firstWeekday: Int) -> [Int] {
    let length = CivilDate.daysInYear(year)
    let first = YearDays.firstWeek(newYearWeekday: firstWeekday, weekStart: plan.weekStart)
    let next =
      length
      + YearDays.firstWeek(newYearWeekday: (firstWeekday + length) % 7, weekStart: plan.weekStart)
    let count = (next - first) / 7
    var wanted = Set<Int>()
    for number in plan.weekNumbers {
      let week = number > 0 ? number : count + 1 + number
      if week >= 1, week <= count { wanted.insert(week) }
    }
    var weekdays: UInt8 = plan.days.isEmpty ? 0x7F : 0
    for day in plan.days { weekdays |= 1 << UInt8(day.weekday.rawValue - 1) }
    var list: [Int] = []
    for week in wanted.sorted() {
      for offset in (first + (week - 1) * 7)..<(first + week * 7)
      where weekdays & (1 << UInt8((firstWeekday + offset + 7) % 7)) != 0
        && passes(newYear + offset)
      {
        list.append(offset)
      }
    }
    return list
  }

  /// BYMONTH, BYMONTHDAY and BYYEARDAY of one day.
  private func passes(_ daysSinceEpoch: Int) -> Bool {
    guard plan.months != 0x1FFE || !plan.monthDays.isEmpty || !plan.yearDays.isEmpty else {
      return true
    }
    let date = CivilDate(daysSinceEpoch: daysSinceEpoch)
    guard plan.months & (1 << UInt16(date.month)) != 0 else { return false }
    let monthLength = CivilDate.daysInMonth(date.month, of: date.year)
    let yearLength = CivilDate.daysInYear(date.year)
    return YearDays.matches(plan.monthDays, date.day, of: monthLength)
      && YearDays.matches(plan.yearDays, date.dayOfYear, of: yearLength)
  }

  private static func matches(_ wanted: [Int], _ number: Int, of length: Int) -> Bool {
    wanted.isEmpty || wanted.contains { $0 > 0 ? $0 == number : length + 1 + $0 == number }
  }

  /// Days from 1 January to the start of week 1, the first week with four days or more in the year
  /// (RFC 5545 on BYWEEKNO): -3...3.
  static func firstWeek(newYearWeekday: Int, weekStart: Weekday) -> Int {
    let inWeek = (newYearWeekday - (weekStart.rawValue - 1) + 7) % 7
    return inWeek <= 3 ? -inWeek : 7 - inWeek
  }
}
