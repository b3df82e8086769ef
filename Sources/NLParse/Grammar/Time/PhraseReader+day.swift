import Shared

extension PhraseReader {
  /// A day or period, whatever its form.
  func day(_ index: Int) -> Found<DayTerm>? {
    steps -= 2
    guard steps > 0, let token = token(index) else { return nil }
    if token.shape == .number { return numberDay(index) }
    guard token.shape == .word, token.entry.isTemporal else {
      return mark(index, "+") || mark(index, "-") ? signedShift(index) : nil
    }
    return nested { wordDay(index, token) }
  }

  private func numberDay(_ index: Int) -> Found<DayTerm>? {
    if let numeric = numericDate(index) { return numeric }
    if let named = dayOfMonthName(index) { return named }
    if let ordinal = ordinalPeriod(index) { return ordinal }
    if let shift = shiftedDay(index) { return shift }
    if let quarter = quarterTerm(index) { return quarter }
    if let counted = countedWeekdays(index) { return counted }
    if let leading = leadingAmount(index) { return leading }
    return bareOrdinalDay(index)
  }

  private func wordDay(_ index: Int, _ token: Token) -> Found<DayTerm>? {
    if token.entry.dayOffset != .min, token.entry.part == nil { return relativeDay(index) }
    if has(index, .now) { return nowTerm(index) }
    if let edge = edgeTerm(index) { return edge }
    if let shift = shiftedDay(index) { return shift }
    if let named = dayOfMonthName(index) { return named }
    if let ordinal = ordinalPeriod(index) { return ordinal }
    if let holiday = holidayTerm(index) { return holiday }
    if let month = monthTerm(index) { return month }
    if let season = seasonTerm(index) { return season }
    if let weekday = weekdayTerm(index) { return weekday }
    if let week = weekOfTerm(index) ?? weekendOf(index) { return week }
    if let period = periodTerm(index) { return period }
    if let quarter = quarterTerm(index) { return quarter }
    if let counted = countedWeekdays(index) { return counted }
    return bareOrdinalDay(index)
  }

  /// `today`, `tomorrow`, `yesterday`, and words of other languages for two days off.
  private func relativeDay(_ index: Int) -> Found<DayTerm>? {
    let offset = Int(tokens[index].entry.dayOffset)
    var traits: DayTerm.Traits = .relative
    if offset < 0 { traits.insert(.backward) }
    if has(index, .uncertain) { traits.insert(.uncertain) }
    return Found(DayTerm(today.adding(days: offset), traits: traits), index + 1)
  }

  private func nowTerm(_ index: Int) -> Found<DayTerm> {
    Found(DayTerm(now, .second, traits: [.relative]), index + 1)
  }

  /// The next day with these parts; nil where the calendar has none soon.
  func date(year: Int?, month: Int, day: Int, weekday: Weekday? = nil) -> CivilDate? {
    if let year { return CivilDate(year: year, month: month, day: day) }
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let thisYear = CivilDate(year: today.year, month: month, day: day)
    if let weekday, let date = thisYear, date.weekday == weekday,
      date >= today.adding(days: -14)
    {
      return date
    }
    if let date = thisYear, date >= today || !policy.pastDatesMoveOn { return date }
    for ahead in 1...8 {
      if let date = CivilDate(year: today.year + ahead, month: month, day: day) { return date }
    }
    return nil
  }

  /// The next day of a month with that number.
  func dayOfMonth(_ day: Int, weekday: Weekday? = nil) -> CivilDate? {
    guard (1...31).contains(day) else { return nil }
    var month = today.startOfMonth
    for _ in 0..<(weekday == nil ? 4 : 120) {
      if let date = CivilDate(year: month.year, month: month.month, day: day), date >= today,
        weekday == nil || date.weekday == weekday
      {
        return date
      }
      month = month.adding(months: 1)
    }
    return nil
  }

  /// The two readings of a two-digit year.
  func fullYear(_ value: Int, digits: Int) -> Int? {
    if digits == 4 { return (1_000...2_999).contains(value) ? value : nil }
    guard digits == 2 else { return nil }
    return value < 50 ? 2_000 + value : 1_900 + value
  }

  /// "the 15th", "15th", where nothing else stands with it.
  private func bareOrdinalDay(_ index: Int) -> Found<DayTerm>? {
    let place = skipThe(index)
    guard let ordinal = ordinal(place) ?? (place > index ? plainDay(place) : nil),
      (1...31).contains(ordinal.value), let date = dayOfMonth(ordinal.value)
    else { return nil }
    guard unit(ordinal.end) == nil, !has(ordinal.end, [.last, .quarterHour, .half]),
      token(ordinal.end)?.entry.weekday ?? 0 == 0
    else { return nil }
    var term = DayTerm(date, traits: .dayOnly)
    term.day = ordinal.value
    return Found(term, ordinal.end)
  }

  private func plainDay(_ index: Int) -> Found<Int>? {
    guard isNumber(index), tokens[index].digits <= 2, !endsInWord(index + 1) else { return nil }
    return Found(tokens[index].value, index + 1)
  }

  /// `2 thursdays ago`, `3 fridays from now`.
  private func countedWeekdays(_ index: Int) -> Found<DayTerm>? {
    guard let count = whole(index), (1...60).contains(count.value),
      let token = token(count.end), let weekday = Weekday(rawValue: Int(token.entry.weekday))
    else { return nil }
    let place = count.end + 1
    if has(place, .ago) {
      let date = today.adding(days: -1).previous(weekday).adding(days: -7 * (count.value - 1))
      return Found(DayTerm(date, traits: [.relative, .backward]), place + 1)
    }
    guard has(place, .hence) || has(place, .from) && isNow(place + 1) else { return nil }
    let date = today.adding(days: 1).next(weekday).adding(days: 7 * (count.value - 1))
    return Found(DayTerm(date, traits: .relative), has(place, .hence) ? place + 1 : place + 2)
  }
}
