@testable import Shared

/// A slow reading of RFC 5545 section 3.3.10 by definition: every day (or unit of the clock) is
/// asked whether it belongs. No masks, no caches, no jumps; the oracle of the property tests.
struct NaiveRecurrence {
  let rule: RecurrenceRule
  let start: CivilDateTime

  /// Wall seconds of the instances through one.
  func instances(through end: Int) -> [Int] {
    var found: [Int] = []
    for period in rule.frequency >= .hourly ? units(through: end) : periods(through: end) {
      for wall in select(period) where wall >= start.wallSeconds && wall <= end {
        if case .count(let count) = rule.end, found.count >= count { return found }
        if case .until(.local(let last)) = rule.end, wall > last.wallSeconds { return found }
        found.append(wall)
      }
    }
    return found
  }

  private func select(_ period: [Int]) -> [Int] {
    guard !rule.positions.isEmpty else { return period }
    return period.enumerated().filter { index, _ in
      rule.positions.contains(index + 1) || rule.positions.contains(index - period.count)
    }.map(\.element)
  }

  private func periods(through end: Int) -> [[Int]] {
    var times: [Int] = []
    for hour in rule.hours.isEmpty ? [start.time.hour] : rule.hours {
      for minute in rule.minutes.isEmpty ? [start.time.minute] : rule.minutes {
        for second in rule.seconds.isEmpty ? [start.time.second] : rule.seconds {
          times.append(hour * 3_600 + minute * 60 + second)
        }
      }
    }
    let first = key(start.date)
    var groups: [Int: [Int]] = [:]
    let firstDay = start.date.daysSinceEpoch - 400
    for day in firstDay...(end / 86_400 + 400) {
      let date = CivilDate(daysSinceEpoch: day)
      let distance = key(date) - first
      guard distance >= 0, distance % rule.interval == 0, passes(date) else { continue }
      groups[key(date), default: []] += times.map { day * 86_400 + $0 }
    }
    return groups.keys.sorted().compactMap { groups[$0] }
  }

  private func units(through end: Int) -> [[Int]] {
    let unit = [RecurrenceFrequency.hourly: 3_600, .minutely: 60][rule.frequency] ?? 1
    let first = start.wallSeconds / unit
    return stride(from: first, through: end / unit, by: rule.interval).compactMap { index in
      let local = CivilDateTime(wallSeconds: index * unit)
      guard passes(local.date), rule.hours.isEmpty || rule.hours.contains(local.time.hour) else {
        return nil
      }
      var minutes = rule.minutes.isEmpty ? [start.time.minute] : rule.minutes
      var seconds = rule.seconds.isEmpty ? [start.time.second] : rule.seconds
      if rule.frequency >= .minutely {
        guard rule.minutes.isEmpty || rule.minutes.contains(local.time.minute) else { return nil }
        minutes = [0]
      }
      if rule.frequency == .secondly {
        guard rule.seconds.isEmpty || rule.seconds.contains(local.time.second) else { return nil }
        seconds = [0]
      }
      return minutes.flatMap { minute in seconds.map { index * unit + minute * 60 + $0 } }
    }
  }

  /// The number of the period that a day belongs to.
  private func key(_ date: CivilDate) -> Int {
    switch rule.frequency {
    case .yearly: rule.weekNumbers.isEmpty ? date.year : week(of: date).year
    case .monthly: date.year * 12 + date.month
    case .weekly: date.previous(rule.weekStart).daysSinceEpoch / 7
    default: date.daysSinceEpoch
    }
  }

  /// A week belongs to the year of its fourth day.
  private func week(of date: CivilDate) -> (year: Int, number: Int, count: Int) {
    let middle = date.previous(rule.weekStart).adding(days: 3)
    let year = middle.year
    var count = 0
    for back in 0..<7 {
      guard let day = CivilDate(year: year, month: 12, day: 31 - back) else { continue }
      let fourth = day.previous(rule.weekStart).adding(days: 3)
      if fourth.year == year { count = max(count, (fourth.dayOfYear - 1) / 7 + 1) }
    }
    return (year, (middle.dayOfYear - 1) / 7 + 1, count)
  }

  private func passes(_ date: CivilDate) -> Bool {
    func matches(_ list: [Int], _ number: Int, of count: Int) -> Bool {
      list.isEmpty || list.contains(number) || list.contains(number - count - 1)
    }
    let monthLength = CivilDate.daysInMonth(date.month, of: date.year)
    guard rule.months.isEmpty || rule.months.contains(date.month),
      matches(rule.monthDays, date.day, of: monthLength),
      matches(rule.yearDays, date.dayOfYear, of: CivilDate.daysInYear(date.year))
    else { return false }
    if !rule.weekNumbers.isEmpty {
      let week = week(of: date)
      guard matches(rule.weekNumbers, week.number, of: week.count) else { return false }
    }
    if !rule.days.isEmpty { return rule.days.contains { matchesDay($0, date) } }
    guard rule.monthDays.isEmpty, rule.yearDays.isEmpty else { return true }
    switch rule.frequency {
    case .yearly:
      if !rule.weekNumbers.isEmpty { return date.weekday == start.date.weekday }
      return date.day == start.date.day && (!rule.months.isEmpty || date.month == start.date.month)
    case .monthly: return date.day == start.date.day
    case .weekly: return date.weekday == start.date.weekday
    default: return true
    }
  }

  private func matchesDay(_ day: RecurrenceDay, _ date: CivilDate) -> Bool {
    guard day.weekday == date.weekday else { return false }
    guard let ordinal = day.ordinal else { return true }
    let inMonth = rule.frequency == .monthly || !rule.months.isEmpty
    let number = inMonth ? date.day : date.dayOfYear
    let length =
      inMonth
      ? CivilDate.daysInMonth(date.month, of: date.year) : CivilDate.daysInYear(date.year)
    return ordinal > 0 ? (number - 1) / 7 + 1 == ordinal : (length - number) / 7 + 1 == -ordinal
  }
}
