import Shared

extension PhraseReader {
  /// What follows "every": an interval and a unit, weekdays, days of the month, a date, a part of
  /// the day.
  func everyCore(_ index: Int) -> Found<RepetitionTerm>? {
    var place = index
    var interval = 1
    if has(place, .other) {
      interval = 2
      place += 1
    } else if let number = everyNumber(place) {
      interval = number.value
      place = number.end
    } else if let ordinals = ordinalList(place) {
      if ordinals.value.count == 1, ordinals.value[0] > 1, let unit = unit(ordinals.end),
        unit != .weekend, !(unit == .day && has(ordinals.end + 1, [.of, .inside]))
      {
        return Found(RepetitionTerm(unit, ordinals.value[0]), ordinals.end + 1)
      }
      return everyOrdinal(ordinals)
    }
    if let list = weekdayList(place) {
      var term = RepetitionTerm(.week, interval)
      term.days = list.value.map { RecurrenceDay($0) }
      return Found(term, list.end)
    }
    if has(place, .business), unit(place + 1) == .day {
      var term = RepetitionTerm(interval == 1 ? .week : .day, interval)
      if interval == 1 { term.days = workdays }
      return Found(term, place + 2)
    }
    if let unit = unit(place) { return everyUnit(unit, interval, place + 1) }
    guard interval == 1 else { return nil }
    if let token = token(place), let part = token.entry.part {
      var term = RepetitionTerm(.day)
      if part != .lunch || true { term.part = part }
      return Found(term, place + 1)
    }
    return everyDate(place)
  }

  /// Monday to Friday, as rules have them.
  var workdays: [RecurrenceDay] {
    [.monday, .tuesday, .wednesday, .thursday, .friday].map { RecurrenceDay($0) }
  }

  private func everyNumber(_ index: Int) -> Found<Int>? {
    if has(index, .half), let unit = unit(index + 1), unit == .hour { return nil }
    if has(index, .couple), has(index + 1, .of) { return Found(2, index + 2) }
    if has(index, .few) { return Found(3, index + 1) }
    guard let number = whole(index), number.value > 0, number.value <= 1_000 else { return nil }
    guard
      unit(number.end) != nil || weekday(number.end) != nil || has(number.end, .workday)
        || has(number.end, .business)
    else { return nil }
    return number
  }

  private func everyUnit(_ unit: TimeUnit, _ interval: Int, _ index: Int) -> Found<RepetitionTerm> {
    if unit == .night {
      var term = RepetitionTerm(.day, interval)
      term.part = .night
      return Found(term, index)
    }
    return Found(RepetitionTerm(unit, interval), index)
  }

  /// Ordinals behind "every": `every last Friday`, `every 2nd and 4th Tuesday`, `every 15th`,
  /// `every 4th of the month`, `every 20th and 30th of August`, `every 4th Thursday in November`.
  private func everyOrdinal(_ ordinals: Found<[Int]>) -> Found<RepetitionTerm>? {
    let behind = ordinals.end
    if let list = weekdayList(behind), weekday(behind) != nil {
      return everyOrdinalWeekday(ordinals.value, list)
    }
    if has(behind, .workday) || has(behind, .business) && unit(behind + 1) == .day {
      var term = RepetitionTerm(.month)
      term.days = workdays
      term.positions = ordinals.value
      let end = has(behind, .workday) ? behind + 1 : behind + 2
      return Found(term, ofMonth(end) ?? end)
    }
    var place = behind
    if unit(place) == .day || has(place, .instance) { place += 1 }
    if unit(place) == .week, ordinals.value == [-1] { return nil }
    if let end = ofMonth(place) {
      var term = RepetitionTerm(.month)
      term.monthDays = ordinals.value
      return Found(term, end)
    }
    let inside = has(place, [.of, .inside]) ? place + 1 : place
    if let months = monthList(inside) {
      var term = RepetitionTerm(.year)
      term.months = months.value
      term.monthDays = ordinals.value
      return Found(term, months.end)
    }
    if place > behind, ordinals.value.count == 1, ordinals.value[0] > 0 {
      return Found(RepetitionTerm(.day, ordinals.value[0]), place)
    }
    guard ordinals.value.allSatisfy({ abs($0) <= 31 }), atClauseEdge(place) || place > behind else {
      return nil
    }
    var term = RepetitionTerm(.month)
    term.monthDays = ordinals.value
    return Found(term, place)
  }

  private func everyOrdinalWeekday(
    _ ordinals: [Int], _ list: Found<[Weekday]>
  ) -> Found<RepetitionTerm>? {
    let numbered = ordinals.flatMap { count in
      list.value.map { RecurrenceDay($0, ordinal: count) }
    }
    var term = RepetitionTerm(.month)
    term.days = numbered
    if let end = ofMonth(list.end) { return Found(term, end) }
    let inside = has(list.end, [.of, .inside]) ? list.end + 1 : list.end
    if let months = monthList(inside), inside > list.end {
      term.unit = .year
      term.months = months.value
      return Found(term, months.end)
    }
    guard ordinals.count == 1, ordinals[0] > 1 else { return Found(term, list.end) }
    if policy.nthWeekday == .interval || ordinals[0] > 5 {
      var weekly = RepetitionTerm(.week, ordinals[0])
      weekly.days = list.value.map { RecurrenceDay($0) }
      if ordinals[0] <= 5 { weekly.otherDays = numbered }
      return Found(weekly, list.end)
    }
    return Found(term, list.end)
  }

  /// `of the month`, `of every month`, `in the month`, `each month`.
  private func ofMonth(_ index: Int) -> Int? {
    guard has(index, [.of, .inside]) else {
      return has(index, .every) && unit(index + 1) == .month ? index + 2 : nil
    }
    var place = index + 1
    if has(place, [.the, .a]) || has(place, .every) { place += 1 }
    return unit(place) == .month && place > index + 1 ? place + 1 : nil
  }

  /// A list of months: `March and September`, `June, July and August`.
  func monthList(_ index: Int) -> Found<[Int]>? {
    guard month(index) > 0 else { return nil }
    var months = [month(index)]
    var end = index + 1
    for _ in 0..<12 {
      var place = end
      if mark(place, ",") { place += 1 }
      if has(place, [.and, .or]) { place += 1 }
      guard place > end, month(place) > 0 else { break }
      months.append(month(place))
      end = place + 1
    }
    return Found(months, end)
  }

  /// A yearly date: `every aug 30`, `each 4/15`, `every 25th of December`, `every Christmas`.
  private func everyDate(_ index: Int) -> Found<RepetitionTerm>? {
    if let token = token(index), token.entry.holiday >= 0 {
      let holiday = Holiday.all[Int(token.entry.holiday)]
      var term = RepetitionTerm(.year)
      switch holiday.rule {
      case .fixed(let month, let day):
        term.months = [month]
        term.monthDays = [day]
      case .nth(let count, let weekday, let month):
        term.months = [month]
        term.days = [RecurrenceDay(weekday, ordinal: count)]
      default: return nil
      }
      return Found(term, index + 1)
    }
    guard
      let found = isNumber(index) ? numericDate(index) ?? dayOfMonthName(index) : monthTerm(index)
    else { return nil }
    var term = RepetitionTerm(.year)
    guard let month = found.value.month, found.value.year == nil else { return nil }
    term.months = [month]
    if let day = found.value.day {
      term.monthDays = [day]
      return Found(term, found.end)
    }
    guard let months = monthList(index) else { return nil }
    term.months = months.value
    term.monthDays = [1]
    return Found(term, months.end)
  }

  /// Ordinals in front: `first friday of every month`, `the 4th of every other month`, `last day of
  /// each month`, `31st of every year`, `begin of each month`.
  func ordinalCore(_ index: Int) -> Found<RepetitionTerm>? {
    var place = skipThe(index)
    if has(place, [.begin, .end]) {
      let day = has(place, .begin) ? 1 : -1
      place += 1
      if has(place, .of) { place += 1 }
      guard has(place, .every), let every = everyCore(place + 1), every.value.isBare,
        every.value.unit == .month
      else { return nil }
      var term = every.value
      term.monthDays = [day]
      return Found(term, every.end)
    }
    guard let parts = ordinalParts(place) else { return nil }
    place = parts.end
    if has(place, [.of, .inside, .on]) { place += 1 }
    guard has(place, .every), let every = everyCore(place + 1), every.value.isBare else {
      return nil
    }
    var term = every.value
    guard apply(parts.value, to: &term) else { return nil }
    return Found(term, every.end)
  }

  /// Ordinals with what they count.
  struct OrdinalParts {
    /// Weekdays with their numbers.
    var days: [RecurrenceDay] = []
    /// Days of the month.
    var monthDays: [Int] = []
    /// Positions among the days.
    var positions: [Int] = []
  }

  /// `first and third friday and second tuesday`, `2nd and last fri`, `4th`, `last day`,
  /// `first and last instance of tue and fri`, `last workday`.
  func ordinalParts(_ index: Int) -> Found<OrdinalParts>? {
    var parts = OrdinalParts()
    var place = index
    for _ in 0..<6 {
      guard let ordinals = ordinalList(place) else { break }
      place = ordinals.end
      if has(place, .instance), has(place + 1, .of), let list = weekdayList(place + 2) {
        parts.days += list.value.map { RecurrenceDay($0) }
        parts.positions += ordinals.value
        place = list.end
      } else if has(place, .workday) {
        parts.days += workdays
        parts.positions += ordinals.value
        place += 1
      } else if weekday(place) != nil, let list = weekdayList(place) {
        for count in ordinals.value {
          parts.days += list.value.map { RecurrenceDay($0, ordinal: count) }
        }
        place = list.end
      } else {
        if unit(place) == .day { place += 1 }
        parts.monthDays += ordinals.value
      }
      let joint = has(place, .and) || mark(place, ",") ? place + 1 : place
      guard joint > place, ordinal(skipThe(joint)) != nil || has(joint, .last) else { break }
      place = joint
    }
    return parts.days.isEmpty && parts.monthDays.isEmpty ? nil : Found(parts, place)
  }

  /// Puts ordinals into a repetition of months or years; false where they do not fit.
  func apply(_ parts: OrdinalParts, to term: inout RepetitionTerm) -> Bool {
    switch term.unit {
    case .month, .quarter, .season: term.monthDays = parts.monthDays
    case .year: term.yearDays = parts.monthDays
    default: return false
    }
    term.days = parts.days
    term.positions = parts.positions
    return true
  }
}
