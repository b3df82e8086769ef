import Shared

extension PhraseReader {
  /// The index behind a word or mark that joins the ends of a range, or nil.
  private func connector(_ index: Int, between: Bool) -> Int? {
    if mark(index, "-") || mark(index, "~") {
      let behind = index + 1
      return mark(behind, "-") && isGlued(behind) ? behind + 1 : behind
    }
    if has(index, [.to, .until, .through]) { return index + 1 }
    if between, has(index, .and) { return index + 1 }
    return nil
  }

  /// A range of times: `9:30 - 11:00`, `from 3 to 4 in the PM`, `between 3 and 8am`, `8pm - 11`.
  func clockRange(_ index: Int, _ term: WhenTerm) -> Found<(ClockTerm, ClockTerm)>? {
    var place = index
    let hasFrom = has(place, [.from, .between]) || has(place - 1, [.from, .between, .after])
    if has(place, [.from, .between]) { place += 1 }
    if has(place, .after), clock(place + 1) != nil { place += 1 }
    if mark(place, "'") { place += 1 }
    guard token(place)?.shape == .number || token(place)?.entry.isTemporal == true,
      let first = clock(place, bare: true)
    else { return nil }
    let isBetween = has(index, .between) || has(index - 1, .between)
    var behind = first.end
    if has(behind, .function), has(behind + 1, .before) { behind += 1 }
    guard
      let next = connector(behind, between: isBetween)
        ?? (has(behind, .before) && hasFrom ? behind + 1 : nil)
    else { return lastingClock(first, hasFrom: hasFrom, term) }
    guard let second = clock(next, bare: true), !(has(next, .now)) else { return nil }
    let marked = first.value.isMarked || second.value.isMarked || second.value.part != nil
    let hasContext = hasFrom || term.day != nil || term.part != nil
    guard marked || hasContext && tokens[place].digits <= 2 && !mark(second.end, "/"),
      marked || atClauseEdge(second.end), month(second.end) == 0 || marked,
      !isGlued(second.end) || mark(second.end, ",") || mark(second.end, ".")
        || mark(second.end, ")") || mark(second.end, "?") || mark(second.end, "'")
        || has(second.end, .ish) || mark(second.end, ":")
    else { return nil }
    if !first.value.isMarked, mark(first.end, "-"), tokens[place].digits > 2 { return nil }
    var pair = (first.value, second.value)
    settle(&pair, term.part)
    return Found(pair, second.end)
  }

  /// `from 9 for 2.5 hrs`: a time and its length.
  private func lastingClock(
    _ first: Found<ClockTerm>, hasFrom: Bool, _ term: WhenTerm
  ) -> Found<(ClockTerm, ClockTerm)>? {
    guard has(first.end, .for), hasFrom || first.value.isMarked || term.day != nil,
      let amount = timeAmount(first.end + 1), amount.value.coarsest <= .hour,
      amount.value.isCounted
    else { return nil }
    var start = first.value
    if !start.isSettled { start.second = policyHour(start) }
    start.isSettled = true
    var end = start
    end.second = start.second + amount.value.seconds
    end.grain = .minute
    return Found((start, end), amount.end)
  }

  /// The hour that a bare one means.
  func policyHour(_ clock: ClockTerm) -> Int {
    guard !clock.isSettled else { return clock.second }
    let hour = clock.second / 3_600
    return hour >= 1 && hour <= policy.lastAfternoonHour ? clock.second + 43_200 : clock.second
  }

  /// Settles both ends of a range of times by each other.
  private func settle(_ pair: inout (ClockTerm, ClockTerm), _ part: DayPart?) {
    let half = 43_200
    if let part, !pair.0.isSettled, !pair.1.isSettled {
      settle(&pair.0, part)
      settle(&pair.1, part)
    }
    switch (pair.0.isSettled, pair.1.isSettled) {
    case (true, true): break
    case (false, true):
      if pair.1.part != nil, pair.1.part == .morning { break }
      let later = pair.0.second % half + half
      let end = pair.1.second == 0 ? 2 * half : pair.1.second
      pair.0.second = later < end && end >= half ? later : pair.0.second % half
      if pair.0.second / 3_600 == 0, end > half, pair.0.second + half < end {
        pair.0.second += half
      }
    case (true, false):
      let end = pair.1.second % half
      pair.1.second = pair.0.second < end ? end : end + half
      if pair.1.second <= pair.0.second { pair.1.second = end }
    case (false, false):
      pair.0.second = policyHour(pair.0)
      let end = pair.1.second % half
      pair.1.second = end > pair.0.second ? end : end + half
      if pair.1.second <= pair.0.second { pair.1.second = end }
    }
    let wasSettled = (pair.0.isSettled, pair.1.isSettled)
    pair.0.isSettled = wasSettled.0 || wasSettled.1
    pair.1.isSettled = pair.0.isSettled
    if pair.0.zone == nil { pair.0.zone = pair.1.zone }
  }

  /// A range of days or moments: `July 13-15`, `from Monday to Friday`, `Aug 10 - Nov 12, 2013`.
  func range(_ index: Int) -> Found<WhenTerm>? {
    var place = index
    var hasCue = false
    if has(place, [.on, .inside, .for, .at]), day(place + 1) != nil || has(place + 1, .between) {
      place += 1
      hasCue = true
    }
    let isBetween = has(place, .between)
    let hasFrom = isBetween || has(place, [.from, .since, .starting])
    if hasFrom { place += 1 }
    let dated = weekday(place) != nil && month(place + 1) > 0 ? place + 1 : place
    if let numbers = numberRange(dated) {
      return Found(rangeTerm(numbers.value, index, hasCue: true), numbers.end)
        .withTail(self)
    }
    guard let first = rangeEnd(place, hasFrom: hasFrom) else { return nil }
    if mark(first.end, "-"), isGlued(first.end), month(first.end + 1) > 0,
      first.value.day?.traits.contains(.weekdayOnly) == true
    {
      return nil
    }
    guard let next = connector(first.end, between: isBetween),
      mark(first.end, "-") == false || !isGlued(first.end) || first.value.day != nil,
      let second = rangeEnd(next, hasFrom: hasFrom || first.value.day != nil)
    else { return nil }
    if mark(first.end, "-"), has(first.end, .to) == false, isNumber(next),
      second.value.day == nil, second.value.clock?.isMarked == false
    {
      return nil
    }
    var terms = (first.value, second.value)
    guard terms.0.day != nil || terms.1.day != nil, combine(&terms, hasFrom: hasFrom) else {
      return nil
    }
    var term = terms.0
    term.start = index
    term.isRange = true
    term.hasCue = hasFrom || hasCue
    term.lastDay = terms.1.day
    term.clockEnd = terms.1.clock ?? terms.0.clockEnd
    if term.part == nil, term.clock == nil, let part = terms.1.part, terms.0.day?.time == nil {
      term.clockEnd = ClockTerm(
        second: policy.hours(of: part).upperBound * 3_600, grain: .hour, isSettled: true,
        isMarked: true)
      term.clock = ClockTerm(second: 0, grain: .hour, isSettled: true, isMarked: true)
    }
    return Found(term, second.end)
  }

  private func rangeEnd(_ index: Int, hasFrom: Bool) -> Found<WhenTerm>? {
    let place = skipThe(index)
    if hasFrom, isNumber(place), tokens[place].digits == 4, month(place + 1) == 0,
      !isGlued(place + 1) || mark(place + 1, ".") || mark(place + 1, "-") || mark(place + 1, "~")
        || mark(place + 1, ","),
      !mark(place + 1, "-") || !isNumber(place + 2) || tokens[place + 2].digits == 4,
      month(place + 2) == 0, let year = fullYear(tokens[place].value, digits: 4)
    {
      var term = WhenTerm(start: index)
      term.day = yearPeriod(year)
      return Found(term, place + 1)
    }
    guard let found = simpleWhen(index), found.value.bound.isDisjoint(with: [.due, .by]) else {
      return nil
    }
    return found
  }

  /// `July 13-15`, `13 to 15 July`, `april 9th through 17th`, `from the 13th to the 15th of July`.
  private func numberRange(_ index: Int) -> Found<(DayTerm, DayTerm)>? {
    if month(index) > 0 {
      let place = skipThe(index + 1)
      guard let first = rangeNumber(place), let next = connector(first.end, between: true),
        let second = rangeNumber(skipThe(next)), month(second.end) == 0,
        !has(second.end, [.am, .pm, .of]), !mark(second.end, ":"), !mark(second.end, "/"),
        unit(second.end) == nil
      else { return nil }
      return days(month(index), first.value, second.value, second.end)
    }
    let place = skipThe(index)
    guard let first = rangeNumber(place), let next = connector(first.end, between: true),
      let second = rangeNumber(skipThe(next))
    else { return nil }
    var behind = second.end
    if has(behind, .of) { behind += 1 }
    guard month(behind) > 0 else { return nil }
    return days(month(behind), first.value, second.value, behind + 1)
  }

  private func rangeNumber(_ index: Int) -> Found<Int>? {
    if let ordinal = ordinal(index), (1...31).contains(ordinal.value) { return ordinal }
    guard isNumber(index), tokens[index].digits <= 2, (1...31).contains(tokens[index].value) else {
      return nil
    }
    return Found(tokens[index].value, index + 1)
  }

  private func days(
    _ month: Int, _ first: Int, _ last: Int, _ index: Int
  ) -> Found<(DayTerm, DayTerm)>? {
    let year = yearBehind(index)
    guard let start = date(year: year?.value, month: month, day: first), first < last,
      let end = CivilDate(year: start.year, month: month, day: last)
    else {
      if first < last { spoiledEnd = max(spoiledEnd, year?.end ?? index) }
      return nil
    }
    return Found(
      (named(start, year: year?.value), named(end, year: year?.value)), year?.end ?? index)
  }

  private func rangeTerm(_ days: (DayTerm, DayTerm), _ index: Int, hasCue: Bool) -> WhenTerm {
    var term = WhenTerm(start: index)
    (term.day, term.lastDay) = days
    term.isRange = true
    term.hasCue = hasCue
    return term
  }

  /// Lets each end of a range lend the other what it lacks; false where they make no range.
  private func combine(_ terms: inout (WhenTerm, WhenTerm), hasFrom: Bool) -> Bool {
    if terms.1.day == nil { terms.1.day = terms.0.day }
    if terms.0.day == nil { terms.0.day = terms.1.day }
    guard var first = terms.0.day, var last = terms.1.day else { return false }
    if first.grain == .year, last.grain == .year, !hasFrom { return false }
    if last.traits.contains(.dayOnly), let day = last.day, let month = first.month {
      last = DayTerm(
        CivilDate(year: first.first.year, month: month, day: day).flatMap {
          $0 < first.first ? nil : $0
        }
          ?? CivilDate(
            year: first.first.year + month / 12, month: month % 12 + 1, day: min(day, 28))
          ?? last.first)
    }
    if first.traits.contains(.dayOnly), let day = first.day, let month = last.month,
      let date = CivilDate(year: last.first.year, month: month, day: day)
    {
      first = DayTerm(date)
    }
    if last.year != nil, first.year == nil, first.month != nil || first.day != nil,
      first.traits.isDisjoint(with: [.relative, .turned])
    {
      while first.first > last.first { shift(&first, years: -1) }
      while first.first.adding(years: 1) <= last.first { shift(&first, years: 1) }
    }
    if last.first < first.first {
      if last.year == nil, last.month != nil, last.first.adding(years: 1) >= first.first,
        first.year != nil || first.first.adding(years: -1) < today.adding(days: -300)
      {
        shift(&last, years: 1)
      } else if first.year == nil, first.month != nil, first.first.adding(years: -1) <= last.first {
        shift(&first, years: -1)
      } else if last.weekday != nil {
        while last.first < first.first {
          (last.first, last.end) = (last.first.adding(days: 7), last.end.adding(days: 7))
        }
      } else {
        return false
      }
    }
    if first.weekday != nil, last.weekday != nil, first.traits.contains(.weekdayOnly),
      last.traits.contains(.weekdayOnly), !last.traits.contains(.turned)
    {
      last.first = first.first.next(last.weekday ?? .monday)
      last.end = last.first.adding(days: 1)
    }
    (terms.0.day, terms.1.day) = (first, last)
    return true
  }

  private func shift(_ term: inout DayTerm, years: Int) {
    term.first = term.first.adding(years: years)
    term.end = term.end.adding(years: years)
  }
}

extension Found<WhenTerm> {
  /// Reads the time that may follow a range of days.
  func withTail(_ reader: PhraseReader) -> Found<WhenTerm> {
    var place = end
    if reader.mark(place, ",") { place += 1 }
    guard let clock = reader.clock(place), clock.value.isMarked else { return self }
    var term = value
    term.clock = clock.value
    guard let year = reader.yearBehind(clock.end), let day = term.day, let last = term.lastDay,
      let first = CivilDate(year: year.value, month: day.first.month, day: day.first.day),
      let final = CivilDate(year: year.value, month: last.first.month, day: last.first.day)
    else { return Found(term, clock.end) }
    term.day = DayTerm(first)
    term.lastDay = DayTerm(final)
    return Found(term, year.end)
  }
}
