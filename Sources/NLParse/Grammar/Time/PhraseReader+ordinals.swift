import Shared

extension PhraseReader {
  /// What is counted in something: `last Friday of March`, `third week of 2018`, `20th day of next
  /// month`, `first 2 weeks of 2021`, `third Tuesday after Christmas`, `4th quarter 2018`.
  func ordinalPeriod(_ index: Int) -> Found<DayTerm>? {
    let place = skipThe(index)
    guard let count = signedOrdinal(place), count.value != 0, abs(count.value) <= 400 else {
      return nil
    }
    let behind = count.end
    if let weekday = weekday(behind) { return countedWeekday(weekday, count.value, behind + 1) }
    if has(behind, .of), let container = monthContainer(behind + 1), count.value > 0 {
      let first = container.value.first
      guard let date = CivilDate(year: first.year, month: first.month, day: count.value) else {
        return nil
      }
      return Found(DayTerm(date, traits: .turned), container.end)
    }
    if has(behind, .workday) || has(behind, .business) && unit(behind + 1) == .day {
      let end = has(behind, .workday) ? behind + 1 : behind + 2
      return countedWorkday(count.value, end)
    }
    if let many = whole(behind), let unit = unit(many.end), has(many.end + 1, [.of, .inside]) {
      return countedStretch(count.value, many.value, unit, many.end + 2)
    }
    guard let unit = unit(behind) else { return nil }
    return countedUnit(unit, count.value, behind + 1, hasThe: place > index)
  }

  /// A month that is named by turning: `next month`, `this month`, `the month`, `each month` not.
  private func monthContainer(_ index: Int) -> Found<DayTerm>? {
    let place = skipThe(index)
    if unit(place) == .month, place > index { return Found(period(.month, 0), place + 1) }
    guard has(place, [.next, .last, .this, .coming]), unit(place + 1) == .month else { return nil }
    return periodTerm(index)
  }

  /// The period that something is counted in: a month, a year, a quarter, from its words.
  private func container(_ index: Int) -> Found<DayTerm>? {
    let place = skipThe(index)
    if place > index, let unit = unit(place), [.month, .quarter, .year, .week].contains(unit),
      !isNumber(place + 1)
    {
      return Found(period(unit, 0), place + 1)
    }
    if unit(place) == .month || unit(place) == .year, place == index, !isNumber(place + 1) {
      return Found(period(unit(place) ?? .month, 0), place + 1)
    }
    if isNumber(place), tokens[place].digits == 4, month(place + 1) == 0, !isGlued(place + 1),
      let year = fullYear(tokens[place].value, digits: 4)
    {
      return Found(yearPeriod(year), place + 1)
    }
    return nested {
      guard let found = self.day(index), found.value.time == nil else { return nil }
      return found
    }
  }

  private func countedWeekday(
    _ weekday: Weekday, _ count: Int, _ index: Int
  ) -> Found<DayTerm>? {
    if has(index, .after) || has(index, .before), let anchor = container(index + 1) {
      let isAfter = has(index, .after)
      guard count > 0 else { return nil }
      let first =
        isAfter
        ? anchor.value.end.next(weekday).adding(days: 7 * (count - 1))
        : anchor.value.first.adding(days: -1).previous(weekday).adding(days: -7 * (count - 1))
      return Found(DayTerm(first, traits: .turned), anchor.end)
    }
    guard has(index, [.of, .inside]), let inside = container(index + 1),
      inside.value.grain >= .week
    else {
      if count == -1 {
        var term = turned(weekday, by: .last)
        term.weekday = weekday
        return Found(term, index)
      }
      if month(index) > 0, let inside = monthTerm(index), inside.value.grain == .month {
        return nth(weekday, count, inside.value).map { Found($0, inside.end) }
      }
      return nil
    }
    return nth(weekday, count, inside.value).map { Found($0, inside.end) }
  }

  private func nth(_ weekday: Weekday, _ count: Int, _ base: DayTerm) -> DayTerm? {
    var base = base
    for _ in 0..<2 {
      let date =
        count > 0
        ? base.first.next(weekday).adding(days: 7 * (count - 1))
        : base.end.adding(days: -1).previous(weekday).adding(days: 7 * (count + 1))
      guard base.first <= date, date < base.end else { return nil }
      guard date < today, base.year == nil, base.month != nil, base.grain == .month else {
        return DayTerm(date, traits: .turned)
      }
      base = DayTerm(base.first.adding(months: 12), base.end.adding(months: 12), .month)
    }
    return nil
  }

  private func countedWorkday(_ count: Int, _ index: Int) -> Found<DayTerm>? {
    var base = Found(period(.month, 0), index)
    if has(index, [.of, .inside]), let inside = container(index + 1), inside.value.grain >= .week {
      base = inside
    } else if has(index, .of) || count == -1 {
      return nil
    }
    var date = count > 0 ? base.value.first : base.value.end.adding(days: -1)
    var left = abs(count)
    while true {
      if date.weekday <= .friday { left -= 1 }
      if left == 0 { break }
      date = date.adding(days: count > 0 ? 1 : -1)
    }
    guard base.value.first <= date, date < base.value.end else { return nil }
    return Found(DayTerm(date, traits: .turned), base.end)
  }

  private func countedStretch(
    _ count: Int, _ many: Int, _ unit: TimeUnit, _ index: Int
  ) -> Found<DayTerm>? {
    guard abs(count) == 1, (1...400).contains(many), let inside = container(index) else {
      return nil
    }
    let first = count > 0 ? firstUnit(unit, 1, inside.value) : nil
    guard let start = first?.first else { return nil }
    var amount = TimeAmount()
    guard amount.add(Double(many), unit) else { return nil }
    let end = amount.moved(CivilDateTime(start), forward: true).date
    return Found(DayTerm(start, end, .day, traits: .turned), inside.end)
  }

  private func countedUnit(
    _ unit: TimeUnit, _ count: Int, _ index: Int, hasThe: Bool
  ) -> Found<DayTerm>? {
    if has(index, [.of, .inside]) || unit == .quarter && yearBehind(index) != nil {
      let start = has(index, [.of, .inside]) ? index + 1 : index
      if let year = yearBehind(start), unit == .quarter || month(start) == 0, year.end > start {
        return firstUnit(unit, count, yearPeriod(year.value)).map { Found($0, year.end) }
      }
      if let inside = container(start), inside.value.grain > .day {
        return firstUnit(unit, count, inside.value).map { Found($0, inside.end) }
      }
      return nil
    }
    if unit == .quarter, (1...4).contains(count) { return Found(quarter(count, of: nil), index) }
    if unit == .day, count > 31, count <= 366 {
      let year = yearPeriod(today.year).first
      let date = year.adding(days: count - 1)
      return Found(DayTerm(date < today ? date.adding(years: 1) : date, traits: .turned), index)
    }
    if unit == .century, count > 0, count < 30 {
      let first = CivilDate(year: (count - 1) * 100, month: 1, day: 1) ?? today
      return Found(DayTerm(first, first.adding(years: 100), .year, traits: .turned), index)
    }
    guard unit == .day, (1...31).contains(count), hasThe, let date = dayOfMonth(count) else {
      return nil
    }
    return Found(DayTerm(date, traits: .dayOnly), index)
  }

  /// The nth unit of a period; weeks count by ISO 8601 (the week of the first Thursday is the
  /// first), those from the end back from the week of its last day.
  private func firstUnit(_ unit: TimeUnit, _ count: Int, _ base: DayTerm) -> DayTerm? {
    let last = base.end.adding(days: -1)
    let term: DayTerm
    switch unit {
    case .day:
      let date = count > 0 ? base.first.adding(days: count - 1) : base.end.adding(days: count)
      term = DayTerm(date)
    case .week:
      let first =
        count > 0
        ? base.first.adding(days: 3).previous(.monday).adding(days: 7 * (count - 1))
        : last.adding(days: -3).previous(.monday).adding(days: 7 * (count + 1))
      var week = DayTerm(first, first.adding(days: 7), .week)
      // To some the first week is the first whole one.
      if first < base.first { week.others = [first.adding(days: 7)] }
      if week.end > base.end { week.others = [first.adding(days: -7)] }
      term = week
    case .weekend:
      let saturday =
        count > 0
        ? base.first.next(.saturday).adding(days: 7 * (count - 1))
        : last.previous(.saturday).adding(days: 7 * (count + 1))
      term = DayTerm(saturday, saturday.adding(days: 2), .day)
    case .month, .quarter:
      let start = count > 0 ? base.first : base.end
      let step = count > 0 ? count - 1 : count
      let first = start.adding(months: step * unit.months)
      term = DayTerm(first, first.adding(months: unit.months), unit.grain)
    default: return nil
    }
    guard term.end > base.first, term.first < base.end else { return nil }
    var found = term
    found.traits = .turned
    return found
  }
}
