extension PhraseReader {
  /// Spoken times: `half past three`, `quarter to noon`, `20 minutes past 3pm`, `half three`.
  func spokenClock(_ index: Int) -> Found<ClockTerm>? {
    var place = index
    if has(place, .a), has(place + 1, .quarterHour) { place += 1 }
    var minutes = 0
    if has(place, .half) {
      if let hour = spokenHour(place + 1), !has(place + 1, [.past, .to]) {
        guard token(place + 1)?.entry.unit == nil, !has(place + 1, .a) else { return nil }
        return shifted(hour, language.halfIsBefore ? -30 : 30)
      }
      minutes = 30
      place += 1
    } else if has(place, .quarterHour), token(place)?.entry.isPlural == false {
      minutes = 15
      place += 1
    } else if let number = whole(place), (1..<60).contains(number.value) {
      minutes = number.value
      place = number.end
      if has(place, .minutes) { place += 1 }
    } else {
      return nil
    }
    let isPast = has(place, .past)
    guard isPast || has(place, .to) || has(place, .before) && has(place - 1, .minutes) else {
      return nil
    }
    if place == index + 1, isNumber(index), has(place, .to), minutes <= 12 { return nil }
    var behind = place + 1
    if has(behind, .half), language.halfIsBefore, let hour = spokenHour(behind + 1) {
      return shifted(hour, -30 + (isPast ? minutes : -minutes))
    }
    if has(behind, .at) { behind += 1 }
    guard let hour = spokenHour(behind) else { return nil }
    guard
      isPast || hour.value.isSettled || has(place - 1, .minutes)
        || minutes % 5 == 0 && atClauseEdge(hour.end)
    else { return nil }
    return shifted(hour, isPast ? minutes : -minutes)
  }

  private func spokenHour(_ index: Int) -> Found<ClockTerm>? {
    if has(index, .noon) {
      return Found(
        ClockTerm(second: 43_200, grain: .hour, isSettled: true, isMarked: true), index + 1)
    }
    if has(index, .midnight) {
      return Found(ClockTerm(second: 0, grain: .hour, isSettled: true, isMarked: true), index + 1)
    }
    guard let number = whole(index), (1...24).contains(number.value) else { return nil }
    var hour = number.value
    var place = number.end
    var isSettled = hour > 12
    if has(place, [.oclock, .uhr]) { place += 1 }
    if has(place, [.am, .pm]) {
      guard hour <= 12 else { return nil }
      hour = hour % 12 + (has(place, .pm) ? 12 : 0)
      isSettled = true
      place += 1
    } else if unit(place) != nil || has(place, .minutes) || mark(place, ":") || mark(place, "/") {
      return nil
    }
    return Found(
      ClockTerm(second: hour % 24 * 3_600, grain: .hour, isSettled: isSettled, isMarked: true),
      place)
  }

  private func shifted(_ hour: Found<ClockTerm>, _ minutes: Int) -> Found<ClockTerm> {
    var term = hour.value
    term.second = (term.second + minutes * 60 + 86_400) % 86_400
    if !term.isSettled, term.second >= 46_800 { term.second -= 43_200 }
    term.grain = .minute
    return Found(term, hour.end)
  }

  /// A part of the day behind an hour: `in the evening`, `at night`, `this morning`, `tonight`.
  func partBehind(_ index: Int) -> Found<(part: DayPart, isToday: Bool)>? {
    var place = index
    var isToday = false
    if mark(place, ",") { place += 1 }
    if has(place, [.early, .late]) { place += 1 }
    if has(place, [.inside, .at, .during, .of]) {
      place += 1
      if has(place, .the) { place += 1 }
      if has(place, [.early, .late]) { place += 1 }
    } else if has(place, .this) {
      isToday = true
      place += 1
    } else if has(place, .the), language.code != "en" {
      place += 1
    }
    guard let token = token(place), let part = token.entry.part, part != .lunch else { return nil }
    if token.entry.dayOffset == 0 { isToday = true }
    guard
      place > index || token.entry.dayOffset != .min || language.code != "en"
    else { return nil }
    return Found((part, isToday), place + 1)
  }

  /// Applies what follows a time: "-ish", a part of the day, a zone.
  private func withParts(_ found: Found<ClockTerm>) -> Found<ClockTerm> {
    var term = found.value
    var place = found.end
    if has(place, .ish) {
      place += 1
    } else if mark(place, "-"), isGlued(place), has(place + 1, .ish) {
      place += 2
    }
    if has(place, .about), token(place + 1) == nil { place += 1 }
    if let part = partBehind(place) {
      term.part = part.value.part
      term.isToday = part.value.isToday
      settle(&term, part.value.part)
      place = part.end
    }
    return Found(term, place)
  }

  /// Applies everything that may follow a time.
  func withSuffixes(_ found: Found<ClockTerm>) -> Found<ClockTerm> {
    var result = withParts(found)
    if let zone = zone(result.end) {
      result.value.zone = zone.value
      result.end = zone.end
      result.value.isSettled = true
      if result.value.part == nil { result = withParts(result) }
    } else if has(result.end, .floating), atClauseEdge(result.end + 1) {
      result.value.isFloating = true
      result.end += 1
    }
    return result
  }

  /// Settles an hour by its part of the day.
  func settle(_ term: inout ClockTerm, _ part: DayPart) {
    guard !term.isSettled else {
      if part == .night || part == .evening, term.second < 5 * 3_600, term.dayShift == 0 {
        term.dayShift = 1
      }
      return
    }
    let hour = term.second / 3_600
    switch part {
    case .morning: if hour == 12 { term.second -= 43_200 }
    case .lunch: if hour < 10 { term.second += 43_200 }
    case .afternoon: if hour < 12 { term.second += 43_200 }
    case .evening, .night:
      if hour == 12 {
        term.second -= 43_200
        term.dayShift = 1
      } else if hour < 5 {
        term.dayShift = 1
      } else {
        term.second += 43_200
      }
    }
    term.isSettled = true
    term.part = part
  }

  /// A zone: `PST`, `GMT+2`, `UTC-5`, `Z`, `+05:30` behind a time.
  func zone(_ index: Int) -> Found<Int>? {
    var place = index
    var base: Int?
    if let token = token(place), token.entry.zone != .min, token.shape == .word {
      if token.end - token.start == 1, !token.isGlued { return nil }
      base = Int(token.entry.zone) * 60
      place += 1
      guard base == 0 else { return Found(base ?? 0, place) }
    } else if !(isGlued(place) && mark(place, "+")) {
      return nil
    }
    guard mark(place, "+") || mark(place, "-"), isGlued(place), isNumber(place + 1),
      isGlued(place + 1), tokens[place + 1].digits <= 2 || tokens[place + 1].digits == 4
    else { return base.map { Found($0, place) } }
    let sign = mark(place, "+") ? 1 : -1
    let number = tokens[place + 1]
    if number.digits == 4 {
      return Found(sign * (number.value / 100 * 3_600 + number.value % 100 * 60), place + 2)
    }
    if mark(place + 2, ":"), isGlued(place + 2), isNumber(place + 3), isGlued(place + 3) {
      return Found(sign * (number.value * 3_600 + tokens[place + 3].value * 60), place + 4)
    }
    guard base != nil, number.value <= 14 else { return base.map { Found($0, place) } }
    return Found(sign * number.value * 3_600, place + 2)
  }
}
