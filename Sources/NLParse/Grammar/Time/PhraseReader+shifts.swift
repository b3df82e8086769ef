import Shared

extension PhraseReader {
  /// Days counted from now or from another day: `in 3 days`, `2 weeks ago`, `3 days after Easter`,
  /// `a week from Tuesday`, `two days before yesterday`, `the day after tomorrow`, `within 2 weeks`.
  func shiftedDay(_ index: Int) -> Found<DayTerm>? {
    if has(index, .inPrefix), !has(index + 1, .the), let found = inAmount(index) { return found }
    if has(index, .agoPrefix), let amount = timeAmount(index + 1) {
      return Found(moved(amount.value, forward: false), amount.end)
    }
    if has(index, .within) { return withinAmount(index) }
    if has(index, .after), let amount = timeAmount(index + 1), amount.value.isCounted,
      atClauseEdge(amount.end), !has(amount.end, [.of, .after, .before, .from, .ago, .hence])
    {
      return Found(moved(amount.value, forward: true), amount.end)
    }
    let start = skipThe(index)
    guard let amount = timeAmount(start, bare: start > index), amount.value.nominal > 0 else {
      return nil
    }
    return anchored(amount)
  }

  /// `in 3 days`, `in about 5 hours`, `in 3 days' time`.
  private func inAmount(_ index: Int) -> Found<DayTerm>? {
    var place = index + 1
    if has(place, .about) { place += 1 }
    if has(place, .all) { return nil }
    guard let amount = timeAmount(place), amount.value.isCounted else { return nil }
    var end = amount.end
    if mark(end, "'"), has(end + 1, .hence) { end += 1 }
    if has(end, .hence) || has(end, .later) { end += 1 }
    if has(end, [.from, .since, .after]), let anchor = nested({ self.anchorDay(end + 1) }),
      anchor.value.grain <= .day || has(end, .since)
    {
      return Found(shifted(anchor.value, amount.value, forward: true), anchor.end)
    }
    if has(end, .of), amount.value.finest >= .day { return nil }
    return Found(moved(amount.value, forward: true), end)
  }

  private func withinAmount(_ index: Int) -> Found<DayTerm>? {
    var place = index + 1
    if has(place, .the) { place += 1 }
    if has(place, [.next, .coming]) { place += 1 }
    guard let amount = timeAmount(place) else { return nil }
    var term = moved(amount.value, forward: true)
    term.traits.insert(.atEnd)
    return Found(term, amount.end)
  }

  /// An amount with what it is counted from.
  private func anchored(_ amount: Found<TimeAmount>) -> Found<DayTerm>? {
    var place = amount.end
    if has(place, .ago), !has(place, .before) || atClauseEdge(place + 1) {
      return Found(moved(amount.value, forward: false), place + 1)
    }
    // "2 weeks time", but no "one second time difference".
    if has(place, .hence), !has(place, .times) || atClauseEdge(place + 1) {
      return Found(moved(amount.value, forward: true), place + 1)
    }
    if has(place, .later), amount.value.isCounted {
      return Found(moved(amount.value, forward: true), place + 1)
    }
    if mark(place, "'"), has(place + 1, .hence) { place += 1 }
    let forward = has(place, [.after, .from, .since])
    guard forward || has(place, .before) else { return nil }
    let anchorPlace = place + 1
    if has(anchorPlace, .now) {
      return Found(moved(amount.value, forward: forward), anchorPlace + 1)
    }
    if let anchor = nested({ self.anchorDay(anchorPlace) }) {
      return Found(shifted(anchor.value, amount.value, forward: forward), anchor.end)
    }
    if has(place, .before), atClauseEdge(place + 1), token(place + 1) == nil {
      return Found(moved(amount.value, forward: false), place + 1)
    }
    return nil
  }

  private func anchorDay(_ index: Int) -> Found<DayTerm>? {
    if let found = day(index) { return found }
    var place = skipThe(index)
    if unit(place) == .year, place > index { place += 1 }
    if let year = yearBehind(place) { return Found(yearPeriod(year.value), year.end) }
    return nil
  }

  /// Now, moved: date only for days and more, to the minute or second below.
  func moved(_ amount: TimeAmount, forward: Bool) -> DayTerm {
    let moment = amount.moved(now, forward: forward)
    var traits: DayTerm.Traits = .relative
    if !forward { traits.insert(.backward) }
    guard amount.finest < .day else {
      var term = DayTerm(moment.date, traits: traits)
      if amount.finest >= .month { term.traits.insert(.relative) }
      return term
    }
    let grain: Grain = amount.finest == .hour && amount.seconds % 3_600 == 0 ? .minute : .second
    return DayTerm(moment, grain, traits: traits)
  }

  /// A day, moved.
  func shifted(_ base: DayTerm, _ amount: TimeAmount, forward: Bool) -> DayTerm {
    let start = CivilDateTime(base.first, base.time ?? .midnight)
    let moment = amount.moved(start, forward: forward)
    var term: DayTerm
    if base.time != nil || amount.finest < .day {
      term = DayTerm(moment, amount.finest < .day ? .minute : base.grain)
      term.traits.insert(.relative)
    } else if base.grain > .day, amount.coarsest >= .month {
      let width = base.end.days(since: base.first)
      term = DayTerm(moment.date, moment.date.adding(days: width), base.grain)
      if base.grain == .month { term.end = moment.date.adding(months: 1) }
    } else {
      term = DayTerm(moment.date)
    }
    term.traits.insert(.relative)
    return term
  }

  /// `+15 minutes`, `-2 days`, at a word's edge.
  func signedShift(_ index: Int) -> Found<DayTerm>? {
    guard !isGlued(index) || index == 0, isNumber(index + 1), isGlued(index + 1),
      let amount = timeAmount(index + 1)
    else { return nil }
    return Found(moved(amount.value, forward: mark(index, "+")), amount.end)
  }

  /// An amount behind a day that moves it: `March in a year`, `Monday two weeks from now`,
  /// `now + 40 minutes`, `2023-12-29 -10days`.
  func shiftBehind(_ index: Int, _ base: DayTerm) -> Found<DayTerm>? {
    if mark(index, "+") || mark(index, "-"), isNumber(index + 1),
      let amount = timeAmount(index + 1),
      base.grain <= .day
    {
      return Found(shifted(base, amount.value, forward: mark(index, "+")), amount.end)
    }
    var place = skipComma(index)
    let isIn = has(place, .inPrefix) && !has(place, .of) || has(place, .inside)
    if isIn { place += 1 }
    guard let amount = timeAmount(place), amount.value.isCounted, amount.value.finest >= .day else {
      return nil
    }
    var end = amount.end
    var forward = true
    if has(end, .ago) {
      forward = false
      end += 1
    } else if has(end, .hence) {
      end += 1
    } else if has(end, .from), isNow(end + 1) {
      end += 2
    } else if !isIn {
      return nil
    }
    let moment = amount.value.moved(now, forward: forward).date
    return Found(occurrence(of: base, near: moment), end)
  }

  /// True for "now" and "today".
  func isNow(_ index: Int) -> Bool {
    has(index, .now) || token(index)?.entry.dayOffset == 0 && token(index)?.entry.part == nil
  }

  /// The same weekday, month or holiday at or after a moment.
  private func occurrence(of base: DayTerm, near moment: CivilDate) -> DayTerm {
    var term = base
    if let weekday = base.weekday {
      term = DayTerm(moment.previous(.monday).next(weekday), traits: .turned)
    } else if base.grain == .month, let month = base.month {
      let year = month >= moment.month ? moment.year : moment.year + 1
      term = monthPeriod(year, month)
    } else if base.grain == .day {
      let years = max(0, moment.year - base.first.year + (moment.month > base.first.month ? 1 : 0))
      let other = base.first.adding(years: moment < today ? moment.year - base.first.year : years)
      term = DayTerm(other)
    }
    term.traits.insert(.relative)
    return term
  }
}
