import Shared

extension PhraseReader {
  /// A whole phrase of time: prepositions, day, time, part of the day, range, length.
  func when(_ index: Int) -> Found<WhenTerm>? {
    steps -= 4
    guard steps > 0 else { return nil }
    if let range = range(index) { return range }
    return simpleWhen(index)
  }

  /// A phrase that is no range of days.
  func simpleWhen(_ index: Int) -> Found<WhenTerm>? {
    var term = WhenTerm(start: index)
    var place = leadingCues(index, &term)
    let first = place
    while place < tokens.count {
      guard let next = atom(place, &term) ?? glued(place, &term) else { break }
      guard next > place else { break }
      place = next
    }
    guard !term.isEmpty, place > first else { return nil }
    return Found(term, place)
  }

  /// Reads prepositions before a phrase into the term.
  private func leadingCues(_ index: Int, _ term: inout WhenTerm) -> Int {
    var place = index
    for _ in 0..<4 {
      let cues = token(place)?.entry.cues ?? []
      if !cues.isDisjoint(with: [.due, .by, .until, .since]) {
        term.bound.formUnion(cues.intersection([.due, .by, .until, .since]))
      } else if !cues.isDisjoint(with: [.before, .after]), timeShiftless(place) {
        term.bound.formUnion(cues.intersection([.before, .after]))
      } else if !cues.isDisjoint(with: [.from, .starting]) {
        term.bound.formUnion(cues.intersection([.from, .starting]))
      } else if !cues.isDisjoint(with: .about), cues.isDisjoint(with: .now), place == index {
        place += 1
        continue
      } else if !cues.isDisjoint(with: [.on, .during])
        || cues.contains(.inside) && !isAmount(place + 1)
        || cues.contains(.for) && forLeads(place + 1)
        || mark(place, ":") && place > index
      {
        if cues.contains(.inside), edgeOrShift(place) { return place }
      } else if cues.contains(.at), nounTime(place + 1) {
        place = place + 1
        term.hasCue = true
        continue
      } else {
        break
      }
      term.hasCue = true
      place += 1
    }
    return place
  }

  private func timeShiftless(_ index: Int) -> Bool {
    !has(index, .after) || !isAmount(index + 1)
  }

  private func isAmount(_ index: Int) -> Bool {
    timeAmount(index)?.value.isCounted == true
  }

  private func edgeOrShift(_ index: Int) -> Bool {
    has(index, .inPrefix) && shiftedDay(index) != nil
  }

  /// True where "for" leads a time or day, not a length: "for 9am", "for tomorrow", "for Friday".
  private func forLeads(_ index: Int) -> Bool {
    guard let token = token(index) else { return false }
    if token.entry.weekday != 0 || token.entry.dayOffset != .min || token.entry.month != 0 {
      return true
    }
    if has(index, [.next, .this, .the]) {
      return timeAmount(index + 1) == nil && day(index) != nil
    }
    return clock(index)?.value.isMarked == true || numericDate(index) != nil
  }

  private func nounTime(_ index: Int) -> Bool {
    let place = skipThe(index)
    return has(place, [.begin, .end, .eod, .eow, .eom, .eoy, .bom])
      || token(place)?.entry.part != nil || unit(place) == .weekend
      || token(index)?.entry.holiday ?? -1 >= 0
  }

  /// One part of the phrase at a token; the token behind it, or nil.
  private func atom(_ index: Int, _ term: inout WhenTerm) -> Int? {
    if term.clock == nil, let times = clockRange(index, term) {
      (term.clock, term.clockEnd) = (times.value.0, times.value.1)
      return times.end
    }
    let clock =
      term.clock == nil
      ? self.clock(index, bare: bareAllowed(index, term)) : nil
    if term.part == nil, let part = partTerm(index, &term, skipping: clock?.end ?? 0) {
      return part
    }
    var day = term.day == nil ? self.day(index) : nil
    if let clock, let found = day {
      let isClock = clock.end > found.end || clock.end == found.end && clock.value.isMarked
      if isClock { day = nil }
    }
    if let day {
      term.day = day.value
      return day.end
    }
    if let clock {
      term.clock = clock.value
      return clock.end
    }
    if term.hasCue, let year = cuedYear(index), term.day == nil {
      term.day = year.value
      return year.end
    }
    guard let known = term.day else { return nil }
    if known.month != nil, known.year == nil, term.clock != nil, isNumber(index),
      tokens[index].digits == 4, let year = fullYear(tokens[index].value, digits: 4),
      let date = CivilDate(year: year, month: known.first.month, day: known.first.day)
    {
      term.day = named(date, year: year)
      return index + 1
    }
    if let merged = mergedDay(index, known) {
      term.day = merged.value
      return merged.end
    }
    if let shift = shiftBehind(index, known) {
      term.day = shift.value
      return shift.end
    }
    if mark(index, "("), let day = self.day(index + 1), mark(day.end, ")") {
      return merged(known, day.value).map { merged in
        term.day = merged
        return day.end + 1
      }
    }
    return nil
  }

  /// A year behind a preposition: "in 2014", "since 2014 A.D.".
  private func cuedYear(_ index: Int) -> Found<DayTerm>? {
    guard isNumber(index), tokens[index].digits == 4, !endsInWord(index + 1),
      let year = yearBehind(index), year.end > index
    else { return nil }
    var term = yearPeriod(year.value)
    term.traits.insert(.yearOnly)
    return Found(term, year.end)
  }

  /// True where a bare number may be an hour: behind a day, at the end of a clause.
  private func bareAllowed(_ index: Int, _ term: WhenTerm) -> Bool {
    if has(index - 1, [.at, .about]) || !term.bound.isDisjoint(with: [.by, .until]) && index > 0 {
      return has(index - 1, [.at, .about, .by, .until]) && !mark(index + 1, "/")
        && !isChange(index - 1)
    }
    if index == 0, isNumber(0), tokens[0].digits <= 2, let next = token(1),
      next.entry.dayOffset != .min || next.entry.part != nil
    {
      return true
    }
    guard let day = term.day, day.grain == .day, day.time == nil, index > term.start,
      isNumber(index), tokens[index].digits <= 2 || term.part != nil,
      !day.traits.contains(.monthOnly), !(day.month != nil && day.year == nil)
    else { return term.part != nil && index > term.start && isNumber(index) }
    return atClauseEdge(index + 1)
  }

  /// True where a preposition before a bare number leads an amount, not an hour: "increase the
  /// budget by 5", and "by 15" where hours go to twelve.
  func isChange(_ index: Int) -> Bool {
    guard isNumber(index + 1) else { return false }
    if has(index, .by), !has(index, .at), !language.usesFullDay, tokens[index + 1].value > 12,
      !has(index - 1, .due)
    {
      return true
    }
    var place = index - 1
    while place >= 0, index - place <= 6, tokens[place].shape != .mark {
      if has(place, .change) { return true }
      place -= 1
    }
    return false
  }

  /// A part of the day: `in the morning`, `this afternoon`, `tonight`, `late in the evening`.
  private func partTerm(_ index: Int, _ term: inout WhenTerm, skipping clockEnd: Int) -> Int? {
    var place = index
    var edge: Cue = []
    var isTurned: Cue = []
    var hasCue = term.hasCue
    if has(place, .schoolNight) {
      term.clock = ClockTerm(second: 54_000, grain: .hour, isSettled: true, isMarked: true)
      term.clockEnd = ClockTerm(second: 75_600, grain: .hour, isSettled: true, isMarked: true)
      term.hasCue = true
      return place + 1
    }
    for _ in 0..<5 {
      if has(place, [.early, .late]), token(place)?.entry.part == nil {
        edge = tokens[place].entry.cues.intersection([.early, .late])
      } else if has(place, [.this, .last, .next]), place == index || !edge.isEmpty,
        isTurned.isEmpty
      {
        isTurned = tokens[place].entry.cues.intersection([.this, .last, .next])
      } else if has(place, [.inside, .at, .during, .on, .for]), place == index || !edge.isEmpty {
        hasCue =
          hasCue || token(place + 1) != nil && place > index || has(place + 1, .the)
      } else if has(place, [.the, .a]), place > index || term.hasCue && has(place, .the) {
      } else if mark(place, "@"), place == index {
      } else {
        break
      }
      place += 1
    }
    guard let token = token(place), let part = token.entry.part,
      !token.entry.isPlural, clockEnd <= place
    else { return nil }
    if token.entry.unit != nil, token.entry.holiday >= 0 { return nil }
    if !isTurned.isEmpty {
      term.partIsToday = true
      if term.day == nil {
        let step = isTurned.contains(.last) ? -1 : isTurned.contains(.next) ? 1 : 0
        term.day = DayTerm(today.adding(days: step), traits: [.turned, .relative])
      }
    }
    if token.entry.dayOffset != .min, term.day == nil {
      term.day = DayTerm(
        today.adding(days: Int(token.entry.dayOffset)), traits: [.turned, .relative])
      term.partIsToday = true
    }
    if place > index, has(place - 1, [.the, .inside, .at, .for]) { term.hasCue = true }
    term.hasCue = hasCue || term.hasCue
    term.part = part
    term.partEdge = edge
    var end = place + 1
    if has(end, .ish) { end += 1 }
    if mark(end, "-"), has(end + 1, .ish) { end += 2 }
    if has(end, .of), let day = day(end + 1), term.day == nil, day.value.grain == .day {
      term.day = day.value
      end = day.end
    }
    return end
  }

  /// A part of the phrase behind a joining word or comma.
  private func glued(_ index: Int, _ term: inout WhenTerm) -> Int? {
    var place = index
    if mark(place, ",") || mark(place, "@") { place += 1 }
    if mark(place, ":"), isGlued(place), isNumber(place + 1), term.clock == nil, term.day != nil {
      place += 1
    }
    if mark(place, "-"), isGlued(place), month(place + 1) > 0,
      term.day?.traits.contains(.weekdayOnly) == true
    {
      place += 1
    }
    if mark(place, "-"), !isGlued(place), term.day != nil,
      self.weekday(place + 1) != nil || term.clock == nil && isNumber(place + 1)
    {
      place += 1
    }
    if has(place, .for), term.clock != nil || term.day != nil {
      if let length = lengthBehind(place + 1, term) {
        term.length = length.value
        return length.end
      }
      guard forLeads(place + 1) else { return nil }
      place += 1
    } else if has(
      place, [.on, .inside, .of, .at, .about, .from, .by, .before, .after, .until, .during])
    {
      if has(place, [.before, .after, .until, .by]) {
        guard term.clock == nil, term.bound.isEmpty, let clock = clock(place + 1, bare: true),
          clock.value.isMarked || !isChange(place)
        else { return nil }
        term.bound.formUnion(tokens[place].entry.cues.intersection([.before, .after, .until, .by]))
      }
      if has(place, .inside), timeAmount(place + 1)?.value.isCounted == true, let day = term.day,
        let shift = shiftBehind(place, day)
      {
        term.day = shift.value
        return shift.end
      }
      place += 1
    }
    if has(place, .the), place > index { place += 1 }
    guard place > index else { return nil }
    var trial = term
    guard let end = atom(place, &trial) ?? (has(place - 1, .the) ? atom(place - 1, &trial) : nil)
    else { return nil }
    if mark(index, ","), place == index + 1, trial.clock != nil, term.clock == nil,
      trial.clock?.isMarked == false
    {
      return nil
    }
    term = trial
    return end
  }

  private func lengthBehind(_ index: Int, _ term: WhenTerm) -> Found<TimeAmount>? {
    var place = index
    if has(place, .the), has(place + 1, .next) { place += 2 }
    guard let amount = timeAmount(place), amount.value.isCounted,
      term.clock != nil || amount.value.finest >= .day || has(amount.end, .from)
    else { return nil }
    return amount
  }

  /// A second phrase of days behind a first, where the two make one: `Friday, Sep 20`, `Wednesday
  /// next week`, `20th next month`.
  private func mergedDay(_ index: Int, _ known: DayTerm) -> Found<DayTerm>? {
    guard let next = day(index), next.value.time == nil, known.time == nil else { return nil }
    if known.grain == .day, known.year == nil, known.month != nil,
      next.value.traits.contains(.yearOnly)
    {
      return nil
    }
    return merged(known, next.value).map { Found($0, next.end) }
  }

  /// Two descriptions of one day made one; nil where they do not fit.
  func merged(_ first: DayTerm, _ second: DayTerm) -> DayTerm? {
    let (inner, outer) = first.grain <= second.grain ? (first, second) : (second, first)
    if outer.grain == .week, inner.grain == .day, let weekday = inner.weekday, inner.month == nil,
      inner.day == nil
    {
      return DayTerm(outer.first.next(weekday), traits: .turned)
    }
    if [.month, .quarter, .year].contains(outer.grain), inner.grain == .day {
      if outer.grain == .month, inner.traits.contains(.dayOnly), let day = inner.day,
        let date = CivilDate(year: outer.first.year, month: outer.first.month, day: day)
      {
        return DayTerm(date, traits: .turned)
      }
      if outer.grain == .month, let weekday = inner.weekday, inner.month == nil, inner.day == nil {
        return DayTerm(outer.first.next(weekday), traits: .turned)
      }
      if outer.grain == .year, let month = inner.month, let day = inner.day, inner.year == nil,
        let date = CivilDate(year: outer.first.year, month: month, day: day)
      {
        return named(date, year: date.year)
      }
      return nil
    }
    guard first.grain == .day, second.grain == .day else { return nil }
    let (dated, other) = first.weekday == nil ? (first, second) : (second, first)
    guard let weekday = other.weekday, dated.weekday == nil else {
      return first.first == second.first ? first : nil
    }
    if dated.month == nil, dated.day == nil, dated.traits.contains(.relative),
      !other.traits.contains(.turned)
    {
      let week = dated.first.previous(.monday)
      return dated.first.days(since: today).magnitude < 2 && dated.first.weekday != weekday
        ? nil : DayTerm(week.next(weekday), traits: .turned)
    }
    if let day = dated.day, dated.month == nil {
      guard let date = dayOfMonth(day, weekday: weekday) else { return nil }
      return DayTerm(date, traits: .turned)
    }
    var term = dated
    if let month = dated.month, let day = dated.day, dated.year == nil,
      let date = date(year: nil, month: month, day: day, weekday: weekday)
    {
      term.first = date
      term.end = date.adding(days: 1)
    }
    if let swapped = dated.others.first, swapped.weekday == weekday, term.first.weekday != weekday {
      term.first = swapped
      term.end = swapped.adding(days: 1)
    }
    term.weekday = weekday
    term.traits.remove(.shortNumeric)
    return term
  }
}
