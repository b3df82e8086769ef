import Shared

extension PhraseReader {
  /// The period of that unit around today, or so many later.
  func period(_ unit: TimeUnit, _ step: Int) -> DayTerm {
    period(unit, step, around: today)
  }

  /// The period of that unit around a day, or so many later.
  func period(_ unit: TimeUnit, _ step: Int, around day: CivilDate) -> DayTerm {
    switch unit {
    case .second, .minute, .hour:
      let base = CivilDateTime(wallSeconds: now.wallSeconds / unit.seconds * unit.seconds)
      return DayTerm(base.adding(wallSeconds: step * unit.seconds), unit.grain)
    case .day, .night: return DayTerm(day.adding(days: step))
    case .week, .fortnight:
      let width = unit == .week ? 7 : 14
      let first = day.previous(policy.weekStart).adding(days: step * width)
      return DayTerm(first, first.adding(days: width), .week)
    case .weekend:
      let saturday = day.previous(.monday).adding(days: 5 + step * 7)
      return DayTerm(saturday, saturday.adding(days: 2), .day)
    case .month:
      let first = day.startOfMonth.adding(months: step)
      return DayTerm(first, first.adding(months: 1), .month)
    case .quarter:
      let first = day.startOfMonth.adding(months: -((day.month - 1) % 3) + 3 * step)
      return DayTerm(first, first.adding(months: 3), .quarter)
    case .season: return season(step, around: day)
    case .year:
      let first = day.startOfMonth.adding(months: 1 - day.month + 12 * step)
      return DayTerm(first, first.adding(months: 12), .year)
    case .decade, .century:
      let width = unit == .decade ? 10 : 100
      let year = (day.year / width + step) * width
      let first = CivilDate(year: year, month: 1, day: 1) ?? day
      return DayTerm(first, first.adding(years: width), .year)
    }
  }

  /// Astronomical seasons, by their usual dates of the northern half.
  private func season(_ step: Int, around day: CivilDate) -> DayTerm {
    let starts = [(3, 20), (6, 21), (9, 23), (12, 21)]
    var year = day.year
    var index = 3
    year -= 1
    for (place, start) in starts.enumerated() {
      if let date = CivilDate(year: day.year, month: start.0, day: start.1), date <= day {
        index = place
        year = day.year
      }
    }
    let total = year * 4 + index + step
    func start(_ total: Int) -> CivilDate {
      let (month, day) = starts[((total % 4) + 4) % 4]
      return CivilDate(year: total / 4, month: month, day: day) ?? today
    }
    return DayTerm(start(total), start(total + 1), .day)
  }

  /// A unit without "this" or "next": `the weekend`, `the month`, `all week`, `the year 2019`.
  func bareUnitTerm(_ index: Int) -> Found<DayTerm>? {
    var place = index
    var isAll = false
    if has(place, .all) {
      isAll = true
      place = skipThe(place + 1)
    } else {
      place = skipThe(place)
    }
    guard let unit = unit(place), token(place)?.entry.isPlural == false else {
      return leadingAmount(place)
    }
    if unit == .year, isNumber(place + 1), tokens[place + 1].digits == 4,
      let year = fullYear(tokens[place + 1].value, digits: 4)
    {
      return Found(yearPeriod(year), place + 2)
    }
    if unit == .week, isNumber(place + 1), (1...53).contains(tokens[place + 1].value) {
      return numberedWeek(place)
    }
    if unit == .year, has(place + 1, .toDate) {
      let year = period(.year, 0)
      return Found(DayTerm(year.first, today, .day, traits: .turned), place + 2)
    }
    if language.code != "en", has(place + 1, [.next, .last]) {
      var term = period(unit, has(place + 1, .last) ? -1 : 1)
      term.traits.formUnion([.turned, .relative])
      if has(place + 1, .last) { term.traits.insert(.backward) }
      return Found(term, place + 2)
    }
    guard place > index || unit == .weekend else { return nil }
    switch unit {
    case .weekend:
      var term = period(.weekend, 0)
      term.traits = .bare
      return Found(term, place + 1)
    case .week, .month, .quarter, .year, .day:
      var term = period(unit, 0)
      term.traits = isAll || has(index - 1, [.of, .inside, .for]) ? [.turned, .relative] : .bare
      if !isAll, has(index - 1, .for), unit != .day { term.traits = .bare }
      return Found(term, place + 1)
    default: return nil
    }
  }

  /// `2 upcoming weeks`.
  func leadingAmount(_ index: Int) -> Found<DayTerm>? {
    guard let count = whole(index), (1...400).contains(count.value),
      has(count.end, [.next, .coming, .last]), let unit = unit(count.end + 1)
    else { return nil }
    var amount = TimeAmount()
    guard amount.add(Double(count.value), unit) else { return nil }
    if has(count.end, .coming) { return comingUnit(amount).map { Found($0, count.end + 2) } }
    return Found(stretch(amount, back: has(count.end, .last)), count.end + 2)
  }

  /// A year as a period.
  func yearPeriod(_ year: Int) -> DayTerm {
    let first = CivilDate(year: year, month: 1, day: 1) ?? today
    var term = DayTerm(first, first.adding(months: 12), .year)
    term.year = year
    return term
  }

  /// `week 12`, `week 12 of 2019`: ISO 8601's numbers.
  private func numberedWeek(_ index: Int) -> Found<DayTerm>? {
    let number = tokens[index + 1].value
    guard tokens[index + 1].digits <= 2, !endsInWord(index + 2) else { return nil }
    var end = index + 2
    var year = today.year
    if let named = yearBehind(end) {
      year = named.value
      end = named.end
    }
    guard let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let first = fourth.previous(.monday).adding(days: 7 * (number - 1))
    return Found(DayTerm(first, first.adding(days: 7), .week, traits: .plainPeriod), end)
  }

  /// `the week of October 6th`, `w/c Feb 4`, `week beginning February 4`.
  func weekOfTerm(_ index: Int) -> Found<DayTerm>? {
    var place = skipThe(index)
    let isShort =
      token(place)?.entry.unit == .week && mark(place + 1, "/") && isGlued(place + 1)
      && tokens.count > place + 2 && tokens[place + 2].end - tokens[place + 2].start == 1
    if isShort {
      place += 3
    } else {
      guard token(place)?.entry.unit == .week else { return nil }
      place += 1
      guard has(place, [.of, .starting, .begin]) else { return nil }
      place += 1
    }
    guard let day = day(place), day.value.grain <= .day else { return nil }
    let first = day.value.first.previous(policy.weekStart)
    var term = DayTerm(first, first.adding(days: 7), .week, traits: .turned)
    // A Sunday belongs to the week before it or begins one.
    if day.value.first.weekday >= .saturday { term.others = [first.adding(days: 7)] }
    return Found(term, day.end)
  }

  /// `Q3`, `Q4 2018`, `2018Q4`, `2018-Q4`, `3rd quarter of 2018`.
  func quarterTerm(_ index: Int) -> Found<DayTerm>? {
    var place = index
    var year: Int?
    if isNumber(place), tokens[place].digits == 4 {
      year = fullYear(tokens[place].value, digits: 4)
      place += 1
      if mark(place, "-") { place += 1 }
    }
    guard let token = token(place), token.shape == .word, token.end - token.start == 1,
      token.entry.unit == .quarter, isNumber(place + 1), isGlued(place + 1),
      (1...4).contains(tokens[place + 1].value), tokens[place + 1].digits == 1,
      !endsInWord(place + 2)
    else { return nil }
    let number = tokens[place + 1].value
    place += 2
    if year == nil, let named = yearBehind(place) {
      year = named.value
      place = named.end
    }
    return Found(quarter(number, of: year), place)
  }

  /// A quarter of a year; without one, the next that has not ended.
  func quarter(_ number: Int, of year: Int?) -> DayTerm {
    var wanted = year ?? today.year
    if year == nil, number * 3 < today.month { wanted += 1 }
    let first = CivilDate(year: wanted, month: number * 3 - 2, day: 1) ?? today
    return DayTerm(
      first, first.adding(months: 3), .quarter, traits: year == nil ? .plainPeriod : [])
  }

  /// Beginning, middle, end, rest of a period; `EOM`; `late March`; `later this week`.
  func edgeTerm(_ index: Int) -> Found<DayTerm>? {
    var place = skipThe(index)
    if has(place, [.eod, .eow, .eom, .eoy, .bom]) { return shortEdge(place) }
    guard has(place, [.begin, .end, .mid, .early, .late, .rest]) else { return nil }
    let cues = tokens[place].entry.cues
    let isAdverb = !cues.isDisjoint(with: [.early, .late])
    place += 1
    if mark(place, "-"), isGlued(place) { place += 1 }
    var hasOf = false
    if has(place, [.of, .inside]) {
      // "will end in 2150": there it is a verb.
      if place == index + 1, has(place, .inside), has(index - 1, [.function, .pronoun, .to]) {
        return nil
      }
      hasOf = true
      place += 1
    }
    guard hasOf || !isAdverb || has(place, [.this, .next, .last]) || month(place) > 0 else {
      return nil
    }
    if has(place, .about) { place += 1 }
    let base: Found<DayTerm>
    if let found = nested({ self.edgeBase(place) }) {
      base = found
    } else {
      return nil
    }
    guard let term = edge(of: base.value, cues, isLater: isAdverb) else { return nil }
    return Found(term, base.end)
  }

  private func edgeBase(_ index: Int) -> Found<DayTerm>? {
    if isNumber(index), tokens[index].digits == 4,
      let year = fullYear(tokens[index].value, digits: 4),
      !isGlued(index + 1) || !isNumber(index + 2)
    {
      return Found(yearPeriod(year), index + 1)
    }
    let place = skipThe(index)
    if let unit = unit(place), [.day, .week, .month, .quarter, .year].contains(unit),
      token(place)?.entry.isPlural == false
    {
      if let named = yearBehind(place + 1), unit == .year {
        return Found(yearPeriod(named.value), named.end)
      }
      return Found(period(unit, 0), place + 1)
    }
    if has(place, .business), unit(place + 1) == .day { return Found(DayTerm(today), place + 2) }
    guard let found = day(index), found.value.time == nil else { return nil }
    return found
  }

  private func shortEdge(_ index: Int) -> Found<DayTerm>? {
    let cues = tokens[index].entry.cues
    let unit: TimeUnit =
      cues.contains(.eod)
      ? .day : cues.contains(.eow) ? .week : cues.contains(.eoy) ? .year : .month
    guard
      let term = edge(
        of: period(unit, 0), cues.contains(.bom) ? .begin : .end, isLater: false)
    else { return nil }
    return Found(term, index + 1)
  }

  /// The first, middle or last part of a period, as ``LinePolicy`` describes.
  func edge(of base: DayTerm, _ cues: Cue, isLater: Bool) -> DayTerm? {
    let isEnd = !cues.isDisjoint(with: [.end, .late])
    let isMid = !cues.isDisjoint(with: .mid)
    var traits: DayTerm.Traits = [.turned]
    if isEnd { traits.insert(.atEnd) }
    if !cues.isDisjoint(with: .rest) {
      return DayTerm(
        max(today, base.first), base.end, .day, traits: traits.union(.atEnd))
    }
    let holdsToday = base.first <= today && base.end > today
    if isLater, holdsToday, base.grain > .day {
      return isEnd
        ? DayTerm(today, base.end, .day, traits: traits)
        : DayTerm(base.first, today.adding(days: 1), .day, traits: traits.union(.backward))
    }
    let first: CivilDate
    var end: CivilDate
    switch base.grain {
    case .day:
      var term = DayTerm(base.first, traits: traits.union(base.traits.intersection(.relative)))
      term.weekday = base.weekday
      return term
    case .week:
      first = base.first.adding(days: isEnd ? 4 : isMid ? 2 : 0)
      end = first.adding(days: isMid ? 2 : 3)
    case .month:
      first = base.first.adding(days: isEnd ? 20 : isMid ? 10 : 0)
      end = isEnd ? base.end : first.adding(days: 10)
    case .quarter:
      first = base.first.adding(months: isEnd ? 2 : isMid ? 1 : 0)
      end = first.adding(months: 1)
    case .year:
      first = base.first.adding(months: isEnd ? 8 : isMid ? 4 : 0)
      end = isEnd ? base.end : first.adding(months: isMid ? 4 : 3)
      return DayTerm(first, end, .month, traits: traits)
    default: return nil
    }
    return DayTerm(first, end, .day, traits: traits)
  }
}
