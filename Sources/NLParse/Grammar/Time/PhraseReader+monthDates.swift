import Shared

extension PhraseReader {
  /// The month that a token names, 1...12, or 0.
  @inline(__always)
  func month(_ index: Int) -> Int {
    index >= 0 && index < tokens.count && !tokens[index].isTaken
      ? Int(tokens[index].entry.month) : 0
  }

  /// The index behind a mark that joins parts of a date without spaces: `Sep-23`, `22/Jan`.
  private func skipJoint(_ index: Int) -> Int {
    if mark(index, "-") || mark(index, "/"), isGlued(index), isGlued(index + 1) { return index + 1 }
    if mark(index, "."), isGlued(index) { return index + 1 }
    return index
  }

  /// A day of the month with the month's name, the day first: `the 15th of February 2015`,
  /// `2019/aug/01`, `22/Jan/2019`, `15Sep`.
  func dayOfMonthName(_ index: Int) -> Found<DayTerm>? {
    if isNumber(index), tokens[index].digits == 4,
      let year = fullYear(tokens[index].value, digits: 4)
    {
      let place = skipJoint(index + 1)
      guard month(place) > 0, let found = monthBehindYear(year, place) else { return nil }
      return found
    }
    var place = index
    if let token = token(place), token.entry.weekday == 0 { place = skipThe(place) }
    guard let day = dayNumber(place) else { return nil }
    if isGlued(index), index > 0, !mark(index - 1, "("), !mark(index - 1, "'"),
      !mark(index - 1, ":"),
      !mark(index - 1, "-"), !mark(index - 1, "~")
    {
      return nil
    }
    place = day.end
    if unit(place) == .day || has(place, .instance) { place += 1 }
    if has(place, [.of, .inside]) {
      place += 1
      if has(place, .the) { place += 1 }
    }
    let joined = skipJoint(place)
    if joined == place + 1, isNumber(joined), tokens[joined].digits == 4 {
      // 23-2020-September
      let behind = skipJoint(joined + 1)
      if month(behind) > 0,
        let date = CivilDate(
          year: tokens[joined].value, month: month(behind), day: day.value)
      {
        return Found(named(date, year: date.year), behind + 1)
      }
    }
    if mark(place, ","), month(place + 1) > 0 { place += 1 }
    place = month(place) > 0 ? place : joined
    let month = month(place)
    guard month > 0, !isModal(place, behindNumber: true) else { return nil }
    return finished(month: month, day: day.value, place + 1)
  }

  /// A date that has every part that was named.
  func named(_ date: CivilDate, year: Int?) -> DayTerm {
    var term = DayTerm(date)
    (term.year, term.month, term.day) = (year, date.month, date.day)
    return term
  }

  private func dayNumber(_ index: Int) -> Found<Int>? {
    if let ordinal = ordinal(index), (1...31).contains(ordinal.value) {
      return has(ordinal.end, .last) ? nil : ordinal
    }
    guard let token = token(index) else { return nil }
    if token.shape == .number {
      guard token.digits <= 2, (1...31).contains(token.value) else { return nil }
      return mark(index - 1, "$") ? nil : Found(token.value, index + 1)
    }
    guard let number = whole(index), (1...31).contains(number.value), month(number.end) > 0 else {
      return nil
    }
    return number
  }

  /// True where "may" and "march" are verbs: what follows is one, or a pronoun stands before.
  func isModal(_ index: Int, behindNumber: Bool = false) -> Bool {
    guard has(index, .uncertain), !behindNumber else { return false }
    return has(index - 1, .pronoun) || has(index + 1, .pronoun)
  }

  private func monthBehindYear(_ year: Int, _ index: Int) -> Found<DayTerm>? {
    let month = month(index)
    let place = skipJoint(index + 1)
    if isNumber(place), tokens[place].digits <= 2, place > index + 1 || !endsInWord(place + 1),
      let date = CivilDate(year: year, month: month, day: tokens[place].value)
    {
      return Found(named(date, year: year), place + 1)
    }
    if let day = ordinal(place), let date = CivilDate(year: year, month: month, day: day.value) {
      return Found(named(date, year: year), day.end)
    }
    return Found(monthPeriod(year, month), index + 1)
  }

  /// A month and what follows: `March 3rd, 2015`, `Feb13`, `October 2014`, `June of 1992`, `March`.
  func monthTerm(_ index: Int) -> Found<DayTerm>? {
    let month = month(index)
    guard month > 0, !isModal(index) else { return nil }
    var place = index + 1
    if mark(place, "."), isGlued(place) { place += 1 }
    if mark(place, ","), !isNumber(place + 1) || tokens[place + 1].digits != 4,
      let day = ordinal(place + 1) ?? (isNumber(place + 1) ? dayNumber(place + 1) : nil),
      (1...31).contains(day.value)
    {
      return finished(month: month, day: day.value, day.end)
    }
    let joined = skipJoint(place)
    if joined > place, isNumber(joined), tokens[joined].digits == 4,
      let year = fullYear(tokens[joined].value, digits: 4)
    {
      let behind = skipJoint(joined + 1)
      if behind > joined + 1, isNumber(behind), tokens[behind].digits <= 2,
        let date = CivilDate(year: year, month: month, day: tokens[behind].value)
      {
        return Found(named(date, year: year), behind + 1)
      }
      return Found(monthPeriod(year, month), joined + 1)
    }
    let dayPlace = skipThe(joined)
    if let day = dayAfterMonth(dayPlace) {
      guard let found = finished(month: month, day: day.value, day.end) else { return nil }
      return found
    }
    if isNumber(place), tokens[place].digits <= 2, isGlued(place) { return nil }
    if isNumber(dayPlace), has(dayPlace + 1, .ordinal), isGlued(dayPlace + 1) { return nil }
    if let year = yearBehind(place) { return Found(monthPeriod(year.value, month), year.end) }
    var year = today.year
    if month < today.month, policy.pastDatesMoveOn { year += 1 }
    var term = monthPeriod(year, month)
    term.year = nil
    term.traits = has(index, .uncertain) ? [.monthOnly, .uncertain] : .monthOnly
    if tokens[index].end - tokens[index].start <= 3 { term.traits.insert(.uncertain) }
    return Found(term, index + 1)
  }

  private func dayAfterMonth(_ index: Int) -> Found<Int>? {
    if let ordinal = ordinal(index), (1...31).contains(ordinal.value) { return ordinal }
    if let number = token(index), number.shape == .number, number.digits <= 2,
      (1...31).contains(number.value), !mark(index + 1, ":") || !isGlued(index + 1),
      !has(index + 1, [.am, .pm, .oclock]) || has(index + 1, .a),
      !has(index + 1, .hour) || !isGlued(index + 1)
    {
      if mark(index + 1, "."), isGlued(index + 1), isNumber(index + 2), isGlued(index + 2) {
        return nil
      }
      return Found(number.value, index + 1)
    }
    return nil
  }

  /// A year behind a month or a day: `2015`, `, 2015`, `of 2015`, `'15`, words, with its era.
  func yearBehind(_ index: Int, twoDigits: Bool = false) -> Found<Int>? {
    var place = index
    if mark(place, ",") || mark(place, "-") && isGlued(place) && isGlued(place + 1)
      || mark(place, "/") && isGlued(place)
    {
      place += 1
    }
    if has(place, [.of, .inside]), !has(place + 1, .a) { place += 1 }
    if mark(place, "'"), isNumber(place + 1), tokens[place + 1].digits == 2 {
      return fullYear(tokens[place + 1].value, digits: 2).map { Found($0, place + 2) }
    }
    if let words = yearWords(place) { return words }
    guard isNumber(place), unit(place + 1) == nil else { return nil }
    let token = tokens[place]
    if has(place + 1, [.bc, .ad, .be]), token.digits <= 4 {
      if has(place + 1, .be), token.digits == 4, !has(place + 1, .function) || token.value > 2_400 {
        return Found(token.value - 543, place + 2)
      }
      if has(place + 1, .bc) { return Found(-token.value, place + 2) }
      if has(place + 1, .ad) { return Found(token.value, place + 2) }
    }
    if mark(place + 1, ":"), isGlued(place + 1), isNumber(place + 2), token.digits <= 2 {
      return nil
    }
    if token.digits == 4, let year = fullYear(token.value, digits: 4) {
      return Found(year, place + 1)
    }
    guard twoDigits || place > index && has(place - 1, .of), token.digits == 2,
      clock(place)?.value.isMarked != true, !endsInWord(place + 1), !mark(place + 1, "-")
    else { return nil }
    return fullYear(token.value, digits: 2).map { Found($0, place + 1) }
  }

  /// A month and a day with the year behind, where there is one.
  private func finished(month: Int, day: Int, _ index: Int) -> Found<DayTerm>? {
    if let year = yearBehind(index, twoDigits: has(index - 1, .ordinal) || isWordOrdinal(index - 1))
    {
      guard let date = CivilDate(year: year.value, month: month, day: day) else {
        spoiledEnd = max(spoiledEnd, year.end)
        return nil
      }
      return Found(named(date, year: year.value), year.end)
    }
    guard let date = date(year: nil, month: month, day: day) else {
      spoiledEnd = max(spoiledEnd, index)
      return nil
    }
    return Found(named(date, year: nil), index)
  }

  private func isWordOrdinal(_ index: Int) -> Bool {
    token(index).map { $0.entry.ordinal > 0 } ?? false
  }
}
