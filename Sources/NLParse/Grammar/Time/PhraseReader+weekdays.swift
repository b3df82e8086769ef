import Shared

extension PhraseReader {
  /// The weekday that a token names.
  @inline(__always)
  func weekday(_ index: Int) -> Weekday? {
    index >= 0 && index < tokens.count && !tokens[index].isTaken
      ? Weekday(rawValue: Int(tokens[index].entry.weekday)) : nil
  }

  /// The first day of this week.
  var weekStart: CivilDate { today.previous(policy.weekStart) }

  /// A weekday with what turns it: `Friday`, `next Friday`, `Friday after next`, `Friday next week`,
  /// `last week's Friday`, `Tuesday 19th`.
  func weekdayTerm(_ index: Int) -> Found<DayTerm>? {
    guard let weekday = weekday(index), tokens[index].entry.isPlural == false else { return nil }
    var term = DayTerm(upcoming(weekday), traits: .weekdayOnly)
    term.weekday = weekday
    if has(index, .uncertain) { term.traits.insert(.uncertain) }
    var place = index + 1
    if mark(place, "."), isGlued(place), tokens[index].end - tokens[index].start <= 4,
      place + 1 < tokens.count
    {
      place += 1
    }
    if has(place, .after), has(place + 1, .next) {
      term.first = term.first.adding(days: 7)
      term.end = term.first.adding(days: 1)
      term.traits.insert(.turned)
      return Found(term, place + 2)
    }
    if has(place, [.next, .coming, .last]), unit(place + 1) == nil, month(place + 1) == 0,
      self.weekday(place + 1) == nil, amount(place + 1) == nil,
      language.code != "en" || atClauseEdge(place + 1)
    {
      return Found(turned(weekday, by: tokens[place].entry.cues), place + 1)
    }
    if let ordinal = weekdayNumber(place, weekday) { return ordinal }
    return Found(term, place)
  }

  /// A weekday with the day of the month: `Tuesday 19th`, `Monday the twenty seventh`, `Sunday 31`.
  private func weekdayNumber(_ index: Int, _ weekday: Weekday) -> Found<DayTerm>? {
    let place = skipThe(skipComma(index))
    let day: Found<Int>
    if let ordinal = ordinal(place) {
      day = ordinal
    } else if isNumber(place), (13...31).contains(tokens[place].value) || place > skipComma(index),
      tokens[place].digits <= 2, !endsInWord(place + 1), !mark(place + 1, ":"),
      !has(place + 1, [.am, .pm, .hour, .oclock]), !mark(place + 1, "/"), !isRange(place + 1)
    {
      day = Found(tokens[place].value, place + 1)
    } else {
      return nil
    }
    guard month(day.end) == 0, !has(day.end, .of), unit(day.end) == nil,
      (1...31).contains(day.value)
    else { return nil }
    guard let date = numbered(weekday, day.value) else { return nil }
    var term = DayTerm(date)
    (term.weekday, term.day) = (weekday, day.value)
    return Found(term, day.end)
  }

  private func isRange(_ index: Int) -> Bool {
    mark(index, "-") && isNumber(index + 1)
  }

  /// The day of this month with that number, where it is that weekday; else the next that is.
  private func numbered(_ weekday: Weekday, _ day: Int) -> CivilDate? {
    if let date = CivilDate(year: today.year, month: today.month, day: day),
      date.weekday == weekday
    {
      return date
    }
    return dayOfMonth(day, weekday: weekday)
  }

  /// The next such weekday, as ``LinePolicy/weekdayMayBeToday`` has it.
  func upcoming(_ weekday: Weekday) -> CivilDate {
    today.adding(days: policy.weekdayMayBeToday ? 0 : 1).next(weekday)
  }

  /// A weekday turned by "this", "next", "last", "coming".
  func turned(_ weekday: Weekday, by cues: Cue) -> DayTerm {
    var term: DayTerm
    if !cues.isDisjoint(with: .last) {
      term = DayTerm(today.adding(days: -1).previous(weekday), traits: .backward)
      let before = weekStart.adding(days: -7).next(weekday)
      if before < term.first { term.others = [before] }
    } else if !cues.isDisjoint(with: .next) {
      let later = weekStart.adding(days: 7).next(weekday)
      let nearest = upcoming(weekday)
      let isFollowing = cues.contains(.following)
      let picked = policy.nextWeekday == .nextWeek && !isFollowing || isFollowing ? later : nearest
      term = DayTerm(picked)
      if later != nearest { term.others = [picked == later ? nearest : later] }
    } else if !cues.isDisjoint(with: .this) {
      term = DayTerm(today.next(weekday))
    } else {
      term = DayTerm(upcoming(weekday))
    }
    term.weekday = weekday
    term.traits.formUnion([.turned, .weekdayOnly])
    return term
  }

  /// A month turned by "this", "next", "last".
  private func turnedMonth(_ month: Int, by cues: Cue) -> DayTerm {
    var year = today.year
    if !cues.isDisjoint(with: .last) {
      if month >= today.month { year -= 1 }
    } else if cues.isDisjoint(with: .this) {
      if month <= today.month { year += 1 }
    }
    var term = monthPeriod(year, month)
    term.traits = .turned
    return term
  }

  /// `this`, `next`, `last`, `coming` before a weekday, month, date, unit or holiday; some languages
  /// put it behind.
  func periodTerm(_ index: Int) -> Found<DayTerm>? {
    let opener = skipThe(index)
    guard has(opener, [.next, .last, .this, .coming]) else {
      return bareUnitTerm(index)
    }
    var cues = tokens[opener].entry.cues
    var place = opener + 1
    if has(place, .about) { place += 1 }
    if has(place, [.coming, .last]), has(opener, .this) {
      cues = tokens[place].entry.cues
      place += 1
    }
    if has(place, .or), has(place + 1, .next) { place += 2 }
    if let found = turnedTerm(place, cues) { return found }
    return nil
  }

  private func turnedTerm(_ place: Int, _ cues: Cue) -> Found<DayTerm>? {
    if let weekday = weekday(place), !tokens[place].entry.isPlural {
      let term = turned(weekday, by: cues)
      if month(place + 1) > 0 || isNumber(place + 1) { return Found(term, place + 1) }
      return Found(term, place + 1)
    }
    if let dated = dayOfMonthName(place) ?? (isNumber(place) ? numericDate(place) : nil) {
      var term = dated.value
      if !cues.isDisjoint(with: .this), term.year == nil, let month = term.month,
        let day = term.day, let date = CivilDate(year: today.year, month: month, day: day)
      {
        term.first = date
        term.end = date.adding(days: 1)
      }
      return Found(term, dated.end)
    }
    if month(place) > 0 {
      if let exact = monthTerm(place), exact.value.grain == .day {
        var term = exact.value
        if !cues.isDisjoint(with: .this), term.year == nil, let month = term.month,
          let day = term.day, let date = CivilDate(year: today.year, month: month, day: day)
        {
          (term.first, term.end) = (date, date.adding(days: 1))
        }
        return Found(term, exact.end)
      }
      if has(place, .uncertain), !tokens[place].isCapital { return nil }
      return Found(turnedMonth(month(place), by: cues), place + 1)
    }
    if let season = turnedSeason(place, cues) { return season }
    if let holiday = turnedHoliday(place, cues) { return holiday }
    if let many = turnedAmount(place, cues) { return many }
    guard let unit = unit(place) ?? (has(place, .workday) ? .day : nil) else { return nil }
    if has(place, .workday) {
      let back = !cues.isDisjoint(with: .last)
      var date = today.adding(days: back ? -1 : 1)
      while date.weekday > .friday { date = date.adding(days: back ? -1 : 1) }
      return Found(DayTerm(date, traits: [.turned, .relative]), place + 1)
    }
    var step = 1
    if !cues.isDisjoint(with: .last) { step = -1 }
    if !cues.isDisjoint(with: .this), cues.isDisjoint(with: [.last, .next]) { step = 0 }
    var end = place + 1
    if has(end, .after), has(end + 1, .next) {
      step += 1
      end += 2
    }
    if unit == .minute || unit == .second {
      guard step != 0 else { return nil }
    }
    var term = period(unit, step)
    term.traits.formUnion([.turned, .relative])
    if step < 0 { term.traits.insert(.backward) }
    term.others = counted(unit, step)
    return Found(term, end)
  }

  /// The day that is so many units from today: what "next week" means to some.
  private func counted(_ unit: TimeUnit, _ count: Int) -> [CivilDate] {
    var amount = TimeAmount()
    guard [.week, .month, .quarter, .year].contains(unit), count != 0,
      amount.add(Double(abs(count)), unit)
    else { return [] }
    return [amount.moved(CivilDateTime(today), forward: count > 0).date]
  }

  /// `next 3 days`, `last two weeks`, `past 2 hours`.
  private func turnedAmount(_ place: Int, _ cues: Cue) -> Found<DayTerm>? {
    guard cues.isDisjoint(with: .this) || !cues.isDisjoint(with: [.next, .last]),
      token(place)?.entry.unit == nil || isNumber(place), let amount = timeAmount(place),
      amount.value.count ?? 1 > 0
    else { return nil }
    if amount.value.count == nil {
      return Found(moved(amount.value, forward: cues.isDisjoint(with: .last)), amount.end)
    }
    if cues.contains(.coming) { return comingUnit(amount.value).map { Found($0, amount.end) } }
    if cues.contains(.last), has(place - 2, [.function, .pronoun]), !has(place - 2, .inside) {
      return nil
    }
    return Found(stretch(amount.value, back: !cues.isDisjoint(with: .last)), amount.end)
  }

  /// "upcoming 2 weeks": due by the last of them.
  func comingUnit(_ amount: TimeAmount) -> DayTerm? {
    guard let count = amount.count, amount.businessDays == 0, amount.finest == amount.coarsest
    else {
      return stretch(amount, back: false)
    }
    var term = period(amount.finest, count)
    term.traits.formUnion([.turned, .relative])
    return term
  }

  /// A stretch of whole units beside now: the next 3 days are tomorrow and the two after it.
  func stretch(_ amount: TimeAmount, back: Bool) -> DayTerm {
    var traits: DayTerm.Traits = [.relative, .turned]
    if back { traits.insert(.backward) }
    let unit = amount.finest
    if amount.businessDays > 0 {
      let last = amount.moved(CivilDateTime(today), forward: !back).date
      return back
        ? DayTerm(last, today, .day, traits: traits)
        : DayTerm(today.adding(days: 1), last.adding(days: 1), .day, traits: traits)
    }
    if unit <= .hour {
      let step = unit.seconds
      let base = CivilDateTime(wallSeconds: now.wallSeconds / step * step)
      let first = back ? amount.moved(base, forward: false) : base.adding(wallSeconds: step)
      let last = back ? base : amount.moved(base.adding(wallSeconds: step), forward: true)
      var term = DayTerm(first, unit.grain, traits: traits)
      (term.end, term.endTime) = (last.date, last.time)
      return term
    }
    let current = period(unit, 0)
    // To some it is the day that is so many units off.
    let other = amount.moved(CivilDateTime(today), forward: !back).date
    var term: DayTerm
    if back {
      let first = amount.moved(CivilDateTime(current.first), forward: false).date
      term = DayTerm(first, current.first, unit.grain, traits: traits)
    } else {
      let last = amount.moved(CivilDateTime(current.end), forward: true).date
      term = DayTerm(current.end, last, unit.grain, traits: traits)
    }
    if term.first != other { term.others = [other] }
    return term
  }
}
