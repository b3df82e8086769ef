import Shared

extension PhraseReader {
  /// A repetition with everything that belongs to it, before and behind.
  func repetition(_ index: Int) -> Found<RepetitionTerm>? {
    steps -= 4
    guard steps > 0, mayRepeat(index) else { return nil }
    var place = index
    var start: Found<DayTerm>?
    if has(place, .starting), let found = startDay(place) {
      start = found
      place = skipComma(found.end)
    }
    var time: ClockTerm?
    if start == nil, let clock = clock(place), clock.value.isMarked {
      time = clock.value
      place = clock.end
    }
    if has(place, .on) || has(place, [.at, .inside]) && has(place + 1, .the) { place += 1 }
    guard let core = core(place) else { return nil }
    var term = core.value
    if let start { term.start = start.value.first }
    if let time { (term.times, term.isFloating) = ([policyHour(time)], time.isFloating) }
    place = core.end
    while let next = modifier(place, &term), next > place { place = next }
    guard complete(&term) else { return nil }
    return Found(term, place)
  }

  /// A cheap look whether a repetition could begin here.
  private func mayRepeat(_ index: Int) -> Bool {
    guard let token = token(index) else { return false }
    if token.shape == .mark { return mark(index, "@") }
    if token.shape == .number { return mayRepeatBehind(index) }
    guard token.entry.isTemporal else { return false }
    if !token.entry.cues.isDisjoint(with: [.every, .once, .twice]) || token.entry.frequency != nil
      || token.entry.isPlural || token.entry.number == 1 && has(index + 1, .a)
    {
      return true
    }
    return mayRepeatBehind(index)
  }

  private func mayRepeatBehind(_ index: Int) -> Bool {
    for place in (index + 1)..<max(index + 1, min(tokens.count, index + 14))
    where !tokens[place].isTaken {
      let entry = tokens[place].entry
      if entry.cues.contains(.every) || entry.frequency != nil
        || entry.isPlural
          && (entry.weekday != 0 || entry.part != nil || entry.unit == .weekend
            || entry.cues.contains(.workday))
        || entry.cues.contains(.once)
      {
        return true
      }
    }
    return false
  }

  /// The core: what repeats, without its time and its bounds.
  private func core(_ index: Int) -> Found<RepetitionTerm>? {
    if has(index, .once) || has(index, .a) == false && token(index)?.entry.number == 1 {
      let place = index + 1
      if has(place, .every) { return everyCore(place + 1) }
      if has(place, .a), let unit = unit(place + 1), has(index, .once) || unit <= .week {
        return Found(RepetitionTerm(unit), place + 2)
      }
    }
    if has(index, .every) {
      var place = index + 1
      var isCompletion = false
      if mark(place, "!"), isGlued(place) {
        isCompletion = true
        place += 1
      }
      guard var found = everyCore(place) else { return nil }
      found.value.fromCompletion = isCompletion
      return found
    }
    if let token = token(index), let unit = token.entry.frequency {
      var term = RepetitionTerm(unit, Int(token.entry.frequencyInterval))
      term.isExplicit = false
      return Found(term, index + 1)
    }
    if let plural = pluralCore(index) { return plural }
    return ordinalCore(index)
  }

  /// Weekdays, weekends, workdays and parts of the day in the plural.
  private func pluralCore(_ index: Int) -> Found<RepetitionTerm>? {
    guard let token = token(index), token.entry.isPlural else { return nil }
    if let list = weekdayList(index, plural: true) {
      var term = RepetitionTerm(.week)
      term.days = list.value.map { RecurrenceDay($0) }
      return Found(term, list.end)
    }
    if let part = token.entry.part {
      var term = RepetitionTerm(.day)
      term.part = part
      term.isExplicit = false
      return Found(term, index + 1)
    }
    return nil
  }

  /// A list of weekdays: `Monday, Wednesday and Friday`, `tuesday-saturday`, `weekend`, `workdays`.
  func weekdayList(_ index: Int, plural: Bool = false) -> Found<[Weekday]>? {
    guard let first = weekdayItem(index) else { return nil }
    var days = first.value
    var end = first.end
    for _ in 0..<8 {
      if let last = rangeJoint(end), let item = weekdayItem(last), item.value.count == 1,
        let from = days.last
      {
        var day = from
        while day != item.value[0], days.count < 8 {
          day = day.advanced(by: 1)
          days.append(day)
        }
        end = item.end
        continue
      }
      var place = end
      if mark(place, ",") { place += 1 }
      if has(place, [.and, .or]) { place += 1 }
      if mark(place, "/"), isGlued(place) { place += 1 }
      if has(place, .on) { place += 1 }
      guard place > end, let item = weekdayItem(place) else { break }
      for day in item.value where !days.contains(day) { days.append(day) }
      end = item.end
    }
    return Found(days, end)
  }

  private func rangeJoint(_ index: Int) -> Int? {
    if mark(index, "-") || has(index, [.through, .to]) { return index + 1 }
    return has(index, .until) ? index + 1 : nil
  }

  private func weekdayItem(_ index: Int) -> Found<[Weekday]>? {
    if let weekday = weekday(index) {
      let behind = index + 1
      let dot =
        mark(behind, ".") && isGlued(behind) && behind + 1 < tokens.count && !atEnd(behind + 1)
      return Found([weekday], dot ? behind + 1 : behind)
    }
    if unit(index) == .weekend {
      return Found(policy.weekend == .both ? [.saturday, .sunday] : [.saturday], index + 1)
    }
    if has(index, .workday) {
      return Found([.monday, .tuesday, .wednesday, .thursday, .friday], index + 1)
    }
    return nil
  }

  private func atEnd(_ index: Int) -> Bool { index >= tokens.count }

  /// A list of ordinals: `2nd and last`, `1st, 15th and 20th`.
  func ordinalList(_ index: Int) -> Found<[Int]>? {
    guard let first = signedOrdinal(skipThe(index)) else { return nil }
    var values = [first.value]
    var end = first.end
    for _ in 0..<12 {
      var place = end
      if mark(place, ",") { place += 1 }
      if has(place, [.and, .or]) { place += 1 }
      guard place > end, let next = signedOrdinal(skipThe(place)) else { break }
      values.append(next.value)
      end = next.end
    }
    return Found(values, end)
  }

  /// Fills in what follows from the parts; false where they make no rule.
  private func complete(_ term: inout RepetitionTerm) -> Bool {
    if let start = term.start, let until = term.until, until < start {
      term.until = until.adding(
        years: start.year - until.year
          + (until.adding(years: start.year - until.year) < start ? 1 : 0))
    }
    if term.unit == .week || term.unit == .day, !term.months.isEmpty, term.monthDays.isEmpty,
      term.days.contains(where: { $0.ordinal != nil })
    {
      term.unit = .year
    }
    return term.rule(withTimes: true) != nil
  }
}
