import Shared

extension PhraseReader {
  /// What stands behind the core of a repetition: days, times, bounds, exceptions; the token behind
  /// it, or nil.
  func modifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    let place = skipComma(index)
    if place > index, !has(place, [.starting, .until, .from, .except, .at, .on, .for, .twice]) {
      return nil
    }
    return countModifier(place, &term) ?? dayModifier(place, &term) ?? timeModifier(place, &term)
      ?? boundModifier(place, &term) ?? exceptModifier(place, &term)
  }

  /// `for 3 times`, `3x`, `twice`, `after completion`.
  private func countModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    if has(index, .completion) {
      term.fromCompletion = true
      return index + 1
    }
    guard term.count == nil else { return nil }
    if has(index, .twice) {
      term.count = 2
      return index + 1
    }
    var place = index
    if has(place, .for) { place += 1 }
    if has(place, .all) { return nil }
    guard let number = whole(place), (1...10_000).contains(number.value), has(number.end, .times)
    else {
      if has(index, .once), unit(index + 2) == nil { return nil }
      return nil
    }
    term.count = number.value
    return number.end + 1
  }

  /// `on Monday`, `on the 4th`, `at the end`, `in June`, `on Fri in week 12`, `on december 31st`.
  private func dayModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    var place = index
    let hasOn = has(place, [.on, .at]) || has(place, .inside)
    if hasOn { place += 1 }
    if has(index, .inside) || has(index, .of) && !term.days.isEmpty {
      if !hasOn { place += 1 }
      if unit(place) == .week, isNumber(place + 1), (1...53).contains(tokens[place + 1].value) {
        term.weekNumbers = [tokens[place + 1].value]
        return place + 2
      }
      guard let months = monthList(place), term.months.isEmpty, term.unit < .year || term.isBare,
        !isNumber(months.end)
      else { return nil }
      term.months = months.value
      return months.end
    }
    guard term.isBare, hasOn || term.unit == .week else { return nil }
    let behind = skipThe(place)
    if has(behind, [.begin, .end]), term.unit == .month || term.unit == .quarter {
      term.monthDays = [has(behind, .begin) ? 1 : -1]
      var end = behind + 1
      if has(end, .of), has(skipThe(end + 1), .of) == false, unit(skipThe(end + 1)) == .month {
        end = skipThe(end + 1) + 1
      }
      return end
    }
    switch term.unit {
    case .week, .fortnight, .day:
      guard let list = weekdayList(place), hasOn || place == index && weekday(place) != nil else {
        return nil
      }
      if term.unit == .day, term.interval == 1 { term.unit = .week }
      term.days = list.value.map { RecurrenceDay($0) }
      return list.end
    case .month, .quarter: return monthModifier(place, &term)
    case .year: return yearModifier(place, &term)
    default: return nil
    }
  }

  private func monthModifier(_ place: Int, _ term: inout RepetitionTerm) -> Int? {
    if let list = weekdayList(place) {
      term.days = list.value.map { RecurrenceDay($0) }
      return list.end
    }
    if let parts = ordinalParts(place), apply(parts.value, to: &term) { return parts.end }
    let behind = skipThe(place)
    guard isNumber(behind), tokens[behind].digits <= 2, (1...31).contains(tokens[behind].value),
      has(place - 1, .on), !endsInWord(behind + 1), !has(behind + 1, [.am, .pm])
    else { return nil }
    term.monthDays = [tokens[behind].value]
    return behind + 1
  }

  private func yearModifier(_ place: Int, _ term: inout RepetitionTerm) -> Int? {
    if let list = weekdayList(place) {
      term.days = list.value.map { RecurrenceDay($0) }
      return list.end
    }
    let date =
      month(place) > 0
      ? monthTerm(place) : dayOfMonthName(place) ?? (isNumber(place) ? numericDate(place) : nil)
    if let date, let month = date.value.month, date.value.year == nil {
      term.months = [month]
      if let day = date.value.day { term.monthDays = [day] }
      return date.end
    }
    guard let parts = ordinalParts(place), !parts.value.days.isEmpty else { return nil }
    var end = parts.end
    _ = apply(parts.value, to: &term)
    if has(end, [.of, .inside]), let months = monthList(end + 1) {
      term.months = months.value
      end = months.end
    }
    return end
  }

  /// `3pm-4pm`, `from 6 to 7am`, `at 7am for 1h`: the time and how long it lasts.
  private func stretchModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    guard term.times.isEmpty, term.unit >= .day, !has(index, .between),
      let pair = clockRange(index, WhenTerm(start: index)),
      pair.value.0.isMarked || pair.value.1.isMarked
    else { return nil }
    let start = policyHour(pair.value.0)
    let length = (policyHour(pair.value.1) - start + 86_400) % 86_400
    guard length > 0, length <= LineLimits.stretchSeconds else { return nil }
    term.times = [start]
    term.length = length
    term.isFloating = pair.value.0.isFloating || pair.value.1.isFloating
    if let zone = pair.value.0.zone {
      term.times = term.times.map { ($0 + offset(now) - zone + 172_800) % 86_400 }
    }
    return pair.end
  }

  /// `at 9am`, `at 10, 12 and 17`, `in the morning`, `9am`.
  private func timeModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    if let end = stretchModifier(index, &term) { return end }
    if term.times.isEmpty, let first = clock(index, bare: has(index, .at)) {
      guard first.value.isMarked || has(index, [.at, .about]) else { return nil }
      var times = [first.value]
      var end = first.end
      for _ in 0..<12 {
        var place = end
        if mark(place, ",") { place += 1 }
        if has(place, .and) { place += 1 }
        guard place > end, let next = clock(place, bare: has(index, .at)),
          weekday(next.end) == nil, unit(next.end) == nil
        else { break }
        times.append(next.value)
        end = next.end
      }
      let allBare = times.allSatisfy { !$0.isMarked } && times.count > 1
      if let part = term.part, part != .lunch {
        for place in times.indices { settle(&times[place], part) }
      }
      term.times = times.map { allBare || $0.isSettled ? $0.second : policyHour($0) }
      term.isFloating = times.contains { $0.isFloating }
      if let last = times.last, let zone = last.zone {
        term.times = term.times.map { ($0 + offset(now) - zone + 172_800) % 86_400 }
      }
      return end
    }
    guard term.part == nil else { return nil }
    var scratch = WhenTerm(start: index)
    var place = index
    if has(place, .inside), has(place + 1, .the) { place += 2 }
    if has(place, .at) { place += 1 }
    guard let token = token(place), let part = token.entry.part, !token.entry.isPlural || true,
      token.entry.dayOffset == .min
    else { return nil }
    scratch.part = part
    term.part = part
    if !term.times.isEmpty {
      var clock = ClockTerm(
        second: term.times[0], grain: .hour, isSettled: term.times[0] > 43_200, isMarked: true)
      settle(&clock, part)
      term.times[0] = clock.second
    }
    return place + 1
  }

  /// A day behind "starting", "from", "beginning on".
  func startDay(_ index: Int) -> Found<DayTerm>? {
    guard has(index, [.starting, .from]) else { return nil }
    var place = index + 1
    if has(place, [.on, .inside, .at]), !(has(place, .inPrefix) && timeAmount(place + 1) != nil) {
      place += 1
    }
    guard let found = day(place), found.value.time == nil else { return nil }
    return found
  }

  /// `starting next Tuesday`, `until March`, `from jan 1 to march 25th`, `for the next 3 years`.
  private func boundModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    if has(index, [.starting, .from]), term.start == nil, let start = startDay(index) {
      term.start = start.value.first
      let behind = skipComma(start.end)
      if let clock = clock(behind), clock.value.isMarked, term.times.isEmpty {
        term.times = [policyHour(clock.value)]
        term.isFloating = clock.value.isFloating
        return clock.end
      }
      if has(behind, .to) || mark(behind, "-"), let end = day(behind + 1), end.value.time == nil {
        term.until = end.value.grain > .day ? end.value.first : end.value.first
        return end.end
      }
      return start.end
    }
    if has(index, [.until, .through]) || has(index, .to) && term.start != nil, term.until == nil {
      var place = index + 1
      if has(place, [.on, .inside]) { place += 1 }
      if let end = day(place), end.value.time == nil {
        term.until =
          end.value.traits.contains(.atEnd) ? end.value.end.adding(days: -1) : end.value.first
        return end.end
      }
      let year = skipThe(place)
      if isNumber(year), tokens[year].digits == 4,
        let value = fullYear(tokens[year].value, digits: 4)
      {
        term.until = CivilDate(year: value, month: 1, day: 1)
        return year + 1
      }
      return nil
    }
    guard has(index, .for), term.until == nil, term.count == nil else { return nil }
    var place = index + 1
    if has(place, .until) || has(place, .about) { place += 1 }
    place = skipThe(place)
    if has(place, [.next, .coming, .following]) { place += 1 }
    guard let length = timeAmount(place, bare: place > index + 1), length.value.coarsest >= .day,
      term.unit >= .day || length.value.coarsest >= .day
    else { return nil }
    let start = CivilDateTime(term.start ?? today)
    if term.unit == .day, term.interval == 1, length.value.coarsest == .day,
      let count = length.value.count
    {
      term.count = count
    } else {
      term.until = length.value.moved(start, forward: true).date
    }
    return length.end
  }

  /// `except Fridays`, `except on Dec 25`.
  private func exceptModifier(_ index: Int, _ term: inout RepetitionTerm) -> Int? {
    guard has(index, .except) else { return nil }
    var place = index + 1
    if has(place, .on) { place += 1 }
    if let list = weekdayList(place) {
      if term.days.isEmpty, term.unit == .day, term.interval == 1 {
        term.unit = .week
        term.days = Weekday.allCases.map { RecurrenceDay($0) }
      }
      let left = term.days.filter { day in !list.value.contains(day.weekday) }
      guard !left.isEmpty, left.count < term.days.count else { return nil }
      term.days = left
      return list.end
    }
    if let months = monthList(skipInside(place)), !isNumber(months.end) {
      term.months = (1...12).filter { !months.value.contains($0) }
      return months.end
    }
    guard let day = day(place), day.value.grain == .day else { return nil }
    term.exceptions.append(day.value.first)
    var end = day.end
    while has(end, .and) || mark(end, ","), let next = self.day(skipOn(end + 1)),
      next.value.grain == .day, term.exceptions.count < 20
    {
      term.exceptions.append(next.value.first)
      end = next.end
    }
    return end
  }

  private func skipInside(_ index: Int) -> Int { has(index, .inside) ? index + 1 : index }

  private func skipOn(_ index: Int) -> Int { has(index, .on) ? index + 1 : index }
}
