import Shared

extension PhraseReader {
  /// Dates in digits: ISO 8601, `3/4`, `3/4/26`, `31.12.2026`, `20260131`, `09/2026`.
  func numericDate(_ index: Int) -> Found<DayTerm>? {
    guard isNumber(index) else { return nil }
    if isGlued(index), index > 0, !mark(index - 1, "("), !mark(index - 1, "'"),
      !mark(index - 1, "\""), !mark(index - 1, "~"), !mark(index - 1, ":"), !mark(index - 1, "-")
    {
      guard mark(index - 1, "/"), index == 1 || !isGlued(index - 1) else { return nil }
    }
    if isGlued(index), mark(index - 1, "-"), isGlued(index - 1), index > 1,
      !isNumber(index - 2) || !isRangeDash(index - 1)
    {
      return nil
    }
    let first = tokens[index]
    if first.digits == 8 { return compactDate(index) }
    guard let separator = separator(index + 1), isNumber(index + 2), isGlued(index + 2) else {
      return spacedDate(index)
    }
    let second = tokens[index + 2]
    if mark(index + 3, separator), isGlued(index + 3), isNumber(index + 4), isGlued(index + 4) {
      return threeNumbers(first, second, tokens[index + 4], separator, index)
    }
    guard !isDangling(index + 3) else { return nil }
    return twoNumbers(first, second, separator, index)
  }

  /// True where the dash before a date parts it from the date before: 5/1-5/7.
  private func isRangeDash(_ index: Int) -> Bool {
    mark(index - 2, "/") || mark(index - 2, "-") || mark(index - 2, ".")
  }

  private func separator(_ index: Int) -> Unicode.Scalar? {
    guard isGlued(index) else { return nil }
    for scalar: Unicode.Scalar in ["/", "-", "."] where mark(index, scalar) { return scalar }
    return nil
  }

  /// True where a number goes on behind the date: then it is no date but some code.
  private func isDangling(_ index: Int) -> Bool {
    guard index < tokens.count, tokens[index].isGlued else { return false }
    if tokens[index].shape == .word { return !has(index, .ordinal) || true }
    if tokens[index].shape == .number { return true }
    guard index + 1 < tokens.count, tokens[index + 1].isGlued else {
      return tokens[index].mark == 37
    }
    if mark(index, "-"), isNumber(index + 1) {
      return !(mark(index + 2, "/") || mark(index + 2, "-"))
    }
    return tokens[index + 1].shape != .mark && !mark(index, ":") && !mark(index, "~")
      && !mark(index, ",") && !mark(index, ")")
  }

  private func compactDate(_ index: Int) -> Found<DayTerm>? {
    let value = tokens[index].value
    guard (1_900...2_199).contains(value / 10_000), !isDangling(index + 1),
      let date = CivilDate(
        year: value / 10_000, month: value / 100 % 100, day: value % 100)
    else { return nil }
    return Found(complete(date), index + 1)
  }

  private func complete(_ date: CivilDate) -> DayTerm {
    var term = DayTerm(date)
    (term.year, term.month, term.day) = (date.year, date.month, date.day)
    return term
  }

  private func threeNumbers(
    _ first: Token, _ second: Token, _ third: Token, _ separator: Unicode.Scalar, _ index: Int
  ) -> Found<DayTerm>? {
    let end = index + 5
    guard second.digits <= 2 else { return nil }
    if first.digits == 4 {
      guard third.digits <= 2, let year = fullYear(first.value, digits: 4) else { return nil }
      guard
        let date = CivilDate(year: year, month: second.value, day: third.value)
          ?? CivilDate(year: year, month: third.value, day: second.value)
      else { return nil }
      return isoTime(date, end) ?? (isDangling(end) ? nil : Found(complete(date), end))
    }
    guard !isDangling(end) || separator == "/" && mark(end, "-"), first.digits <= 2,
      let year = fullYear(third.value, digits: third.digits)
    else { return nil }
    if separator == ".", third.digits == 2, !language.dotsDates, first.digits == 1 { return nil }
    if separator == "-", third.digits == 2, first.digits == 1, second.digits == 1 { return nil }
    let dayFirst =
      separator == "." && (language.dotsDates || first.value > 12)
      || policy.dateOrder == .dayFirst
    return ordered(first.value, second.value, year: year, dayFirst: dayFirst, end)
  }

  /// A date of two numbers and maybe a year, in the user's order, else in the other one.
  private func ordered(
    _ first: Int, _ second: Int, year: Int?, dayFirst: Bool, _ end: Int
  ) -> Found<DayTerm>? {
    let usual = dayFirst ? (second, first) : (first, second)
    let other = (usual.1, usual.0)
    var picked = usual
    var found = date(year: year, month: usual.0, day: usual.1)
    if found == nil, usual.0 > 12 {
      found = date(year: year, month: other.0, day: other.1)
      picked = other
    }
    guard let found else { return nil }
    var term = DayTerm(found, traits: year == nil ? .shortNumeric : [])
    (term.year, term.month, term.day) = (year, picked.0, picked.1)
    if picked == usual, other.0 <= 12, other.0 != other.1,
      let swapped = date(year: year, month: other.0, day: other.1)
    {
      term.others = [swapped]
    }
    return Found(term, end)
  }

  private func twoNumbers(
    _ first: Token, _ second: Token, _ separator: Unicode.Scalar, _ index: Int
  ) -> Found<DayTerm>? {
    let end = index + 3
    if first.digits == 4, second.digits <= 2, separator != ".",
      let year = fullYear(first.value, digits: 4), (1...12).contains(second.value),
      second.digits == 2 || separator == "/"
    {
      return Found(monthPeriod(year, second.value), end)
    }
    if second.digits == 4, first.digits <= 2, separator != ".",
      let year = fullYear(second.value, digits: 4), (1...12).contains(first.value),
      separator == "/"
    {
      return Found(monthPeriod(year, first.value), end)
    }
    guard first.digits <= 2, second.digits <= 2 else { return nil }
    if isNumbered(index, end, first, second, separator) {
      spoiledEnd = max(spoiledEnd, end)
      return nil
    }
    if separator == "." {
      guard language.dotsDates, (1...12).contains(second.value) else { return nil }
      let isClosed = mark(end, ".") && isGlued(end)
      var found = ordered(
        first.value, second.value, year: nil, dayFirst: true, isClosed ? end + 1 : end)
      if isClosed { found?.value.traits.insert(.closedNumeric) }
      return found
    }
    if separator == "/", first.value < second.value, second.value <= 8, first.value == 1,
      unit(end) != nil || has(end, [.half, .quarterHour])
    {
      return nil
    }
    if separator == "-", first.digits == 1, second.digits == 1,
      !(has(index - 1, [.on, .by, .due, .until, .from]) || tokens.count == 3)
    {
      return nil
    }
    guard unit(end) == nil, !has(end, [.am, .pm]) else { return nil }
    return ordered(
      first.value, second.value, year: nil, dayFirst: policy.dateOrder == .dayFirst, end)
  }

  /// True where two numbers are no date whatever stands around: behind a word that counts
  /// ("pages 3-12", "version 2.5", "rate it 8/10"), before a measure or what they are a part of
  /// ("1/2 cup", "3/4 of the invoice"), and "24/7" without a preposition.
  private func isNumbered(
    _ index: Int, _ end: Int, _ first: Token, _ second: Token, _ separator: Unicode.Scalar
  ) -> Bool {
    if has(index - 1, .numbered) { return true }
    if has(index - 2, .numbered),
      has(index - 1, [.pronoun, .the, .of, .function]) || mark(index - 1, ":")
        || mark(index - 1, ".")
    {
      return true
    }
    if has(end, .measure) { return true }
    guard separator == "/" else { return false }
    // "le 3/4 de 9h à 11h" goes on with a time.
    if has(end, .of), !has(end, .from) || clock(end + 1, bare: true) == nil {
      return true
    }
    return first.value == 24 && second.value == 7
      && !has(index - 1, [.on, .by, .due, .until, .from, .before, .after, .starting])
  }

  /// A month as a period.
  func monthPeriod(_ year: Int, _ month: Int) -> DayTerm {
    let first = CivilDate(year: year, month: month, day: 1) ?? today.startOfMonth
    var term = DayTerm(first, first.adding(months: 1), .month)
    (term.year, term.month) = (year, month)
    return term
  }

  /// `2016 10 16`, `31 10 1974`, `15 - 2` of a whole line.
  private func spacedDate(_ index: Int) -> Found<DayTerm>? {
    let first = tokens[index]
    if isNumber(index + 1), isNumber(index + 2), !isDangling(index + 3), !isGlued(index + 1),
      tokens[index + 1].digits == 2
    {
      let (second, third) = (tokens[index + 1], tokens[index + 2])
      if first.digits == 4, third.digits == 2, let year = fullYear(first.value, digits: 4),
        let date = CivilDate(year: year, month: second.value, day: third.value)
      {
        return Found(complete(date), index + 3)
      }
      if first.digits == 2, third.digits == 4, let year = fullYear(third.value, digits: 4) {
        return ordered(
          first.value, second.value, year: year, dayFirst: policy.dateOrder == .dayFirst,
          index + 3)
      }
    }
    guard tokens.count == 3, mark(1, "-"), isNumber(2), index == 0, first.digits == 2,
      tokens[2].digits <= 2, tokens[2].value <= 12 || first.value <= 12
    else { return nil }
    return ordered(
      first.value, tokens[2].value, year: nil, dayFirst: policy.dateOrder == .dayFirst, 3)
  }

  /// The time of an ISO 8601 date: `T13:15:30Z`, `T08:15+05:30`.
  private func isoTime(_ date: CivilDate, _ index: Int) -> Found<DayTerm>? {
    guard isGlued(index), let token = token(index), token.shape == .word,
      token.end - token.start == 1, isNumber(index + 1), isGlued(index + 1),
      let clock = clock(index + 1, isoDigits: true)
    else { return nil }
    var moment = CivilDateTime(date, CivilTime(secondOfDay: clock.value.second))
    var end = clock.end
    var zoneOffset = clock.value.zone
    if zoneOffset == nil, let zone = signedZone(end) ?? zone(end) {
      zoneOffset = zone.value
      end = zone.end
    }
    if let zone = zoneOffset {
      let local = offset(moment)
      moment = moment.adding(wallSeconds: local - zone)
    }
    return Found(DayTerm(moment, clock.value.grain), end)
  }

  /// `-05:30` behind a time of ISO 8601.
  private func signedZone(_ index: Int) -> Found<Int>? {
    guard mark(index, "-"), isGlued(index), isNumber(index + 1), tokens[index + 1].digits == 2,
      mark(index + 2, ":"), isNumber(index + 3), tokens[index + 3].digits == 2
    else { return nil }
    return Found(
      -(tokens[index + 1].value * 3_600 + tokens[index + 3].value * 60), index + 4)
  }

  private func clock(_ index: Int, isoDigits: Bool) -> Found<ClockTerm>? {
    guard mark(index + 1, ":"), isNumber(index + 2), tokens[index].digits == 2,
      tokens[index + 2].digits == 2, tokens[index].value < 24, tokens[index + 2].value < 60
    else { return nil }
    var term = ClockTerm(
      second: tokens[index].value * 3_600 + tokens[index + 2].value * 60, grain: .minute,
      isSettled: true, isMarked: true)
    var end = index + 3
    if mark(end, ":"), isNumber(end + 1), tokens[end + 1].digits == 2 {
      term.second += min(tokens[end + 1].value, 59)
      term.grain = .second
      end += 2
      if mark(end, "."), isNumber(end + 1), isGlued(end + 1) { end += 2 }
    }
    return Found(term, end)
  }
}
