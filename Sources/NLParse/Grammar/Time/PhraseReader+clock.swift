extension PhraseReader {
  /// A time of day. `bare` allows a number alone, as behind "at".
  func clock(_ index: Int, bare: Bool = false) -> Found<ClockTerm>? {
    steps -= 1
    guard steps > 0 else { return nil }
    var place = index
    var bare = bare
    if has(place, .about), !has(place, .now) { place += 1 }
    if has(place, .at) || place > index && has(place, .at) {
      place += 1
      bare = !isChange(place - 1)
      if has(place, .about) { place += 1 }
      if has(place, .the) { return nil }
    }
    guard let found = bareClock(place, bare: bare) else { return nil }
    return withSuffixes(found)
  }

  private func bareClock(_ index: Int, bare: Bool) -> Found<ClockTerm>? {
    if let named = namedClock(index) { return named }
    if let spoken = spokenClock(index) { return spoken }
    guard let token = token(index) else { return nil }
    if token.shape == .number {
      if index > 0, token.isGlued, !has(index - 1, .at), !mark(index - 1, "("),
        !mark(index - 1, "-"), !mark(index - 1, ":"), !mark(index - 1, "'"),
        !mark(index - 1, "~"), !mark(index - 1, "@"), !has(index - 1, .to)
      {
        return nil
      }
      return digitClock(index, bare: bare)
    }
    return wordClock(index, bare: bare)
  }

  /// `noon`, `12 noon`, `midnight`.
  private func namedClock(_ index: Int) -> Found<ClockTerm>? {
    var place = index
    if isNumber(place), tokens[place].value == 12, has(place + 1, [.noon, .midnight]) {
      place += 1
    }
    let isNoon = has(place, .noon)
    guard isNoon || has(place, .midnight) else { return nil }
    var term = ClockTerm(
      second: isNoon ? 43_200 : 0, grain: .hour, isSettled: true, isMarked: true)
    if !isNoon { term.dayShift = 1 }
    return Found(term, place + 1)
  }

  /// Settles an hour of 0...24 with what follows it: am, pm, o'clock.
  private func settled(
    hour: Int, minute: Int, second: Int, grain: Grain, _ index: Int, isMarked: Bool,
    isFullDay: Bool
  ) -> Found<ClockTerm>? {
    guard hour <= 24, minute < 60, second <= 60, hour < 24 || minute == 0 else { return nil }
    var place = index
    var hour = hour
    var isSettled = isFullDay || hour > 12 || hour == 0
    var isMarked = isMarked
    if has(place, .oclock) || has(place, .uhr) {
      place += 1
      isMarked = true
    }
    var meridiem = place
    if has(place, .inside), has(place + 1, .the), has(place + 2, [.am, .pm]) {
      meridiem = place + 2
    }
    let letter = meridiemLetter(meridiem)
    let isWord = has(meridiem, [.am, .pm]) && tokens[meridiem].end - tokens[meridiem].start > 1
    if letter != 0 || isWord {
      let isAfternoon = letter == 0 ? has(meridiem, .pm) : letter == 2
      guard hour <= 12 || hour < 24 && isAfternoon && grain < .hour, hour > 0 || !isAfternoon else {
        return nil
      }
      if hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
      place = meridiem + 1
      if letter != 0, mark(place, "."), isGlued(place), isGlued(place - 1) { place += 0 }
      isSettled = true
      isMarked = true
    }
    var term = ClockTerm(
      second: (hour % 24) * 3_600 + minute * 60 + min(second, 59), grain: grain,
      isSettled: isSettled, isMarked: isMarked)
    if hour == 24 { term.dayShift = 1 }
    return Found(term, place)
  }

  /// 1 for a glued `a`, 2 for a glued `p`, 0 for neither: `9a`, `8:45p`.
  private func meridiemLetter(_ index: Int) -> Int {
    guard let token = token(index), token.isGlued, token.shape == .word,
      token.end - token.start == 1, isNumber(index - 1)
    else { return 0 }
    if token.entry.cues.contains(.a) { return 1 }
    return isSingleP(token) ? 2 : 0
  }

  private func isSingleP(_ token: Token) -> Bool {
    token.entry.cues.contains(.pm)
  }

  private func digitClock(_ index: Int, bare: Bool) -> Found<ClockTerm>? {
    let token = tokens[index]
    let next = index + 1
    if mark(next, ":"), isGlued(next), token.digits <= 2, isNumber(next + 1), isGlued(next + 1),
      tokens[next + 1].digits == 2
    {
      return colonClock(index)
    }
    if has(next, .hour), isGlued(next), token.digits <= 2 { return letterClock(index) }
    if mark(next, ".") || mark(next, ","), isGlued(next), isNumber(next + 1), isGlued(next + 1),
      tokens[next + 1].digits == 2, token.digits <= 2, mark(next, "."),
      !mark(next + 2, ".") || !isNumber(next + 3)
    {
      guard
        let found = settled(
          hour: token.value, minute: tokens[next + 1].value, second: 0, grain: .minute, next + 2,
          isMarked: false, isFullDay: token.digits == 2 && tokens[index].value < 10)
      else { return nil }
      return found.value.isMarked || bare ? found : nil
    }
    if token.digits == 3 || token.digits == 4 {
      guard
        let found = settled(
          hour: token.value / 100, minute: token.value % 100, second: 0, grain: .minute, next,
          isMarked: false, isFullDay: token.digits == 4 && token.value < 1_000)
      else { return nil }
      return found.value.isMarked || bare && !endsInWord(found.end) ? found : nil
    }
    guard token.digits <= 2 else { return nil }
    var place = next
    if mark(place, "."), isGlued(place), has(place + 1, [.am, .pm]), isGlued(place + 1) {
      place += 1
    }
    if isNumber(place), !isGlued(place), tokens[place].digits == 2, tokens[place].value < 60, bare,
      !mark(place + 1, ":"), !has(place + 1, .hour), !mark(place + 1, "/"),
      unit(place + 1) == nil, !has(place + 1, .ordinal), token.value <= 24,
      self.token(place + 1)?.entry.month ?? 0 == 0
    {
      return settled(
        hour: token.value, minute: tokens[place].value, second: 0, grain: .minute, place + 1,
        isMarked: false, isFullDay: false)
    }
    guard
      let found = settled(
        hour: token.value, minute: 0, second: 0, grain: .hour, place, isMarked: false,
        isFullDay: token.digits == 2 && token.value < 10)
    else { return nil }
    if found.value.isMarked {
      return has(next, .a) && !bare && found.end == next + 1 && meridiemLetter(next) == 1
        && !hasDayNear(index, next + 1) ? nil : found
    }
    if has(found.end, .ish), isGlued(found.end) { return found }
    if partBehind(found.end) != nil { return found }
    return bare && !endsInWord(found.end) && !has(found.end, .ordinal) ? found : nil
  }

  /// True where a number goes on in letters, a unit, a percent sign or the like: no bare hour.
  func endsInWord(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    let token = tokens[index]
    if token.isGlued {
      switch token.shape {
      case .word: return !token.entry.cues.contains(.ish)
      case .number: return true
      case .mark:
        let marks: [UInt8] = [37, 47, 46, 58, 45, 44, 0x80]
        return marks.contains(token.mark) && index + 1 < tokens.count && tokens[index + 1].isGlued
          && !(token.mark == 45 && isNumber(index + 1)) || token.mark == 37
      }
    }
    return token.entry.unit != nil && token.entry.part == nil || token.entry.cues.contains(.couple)
  }

  /// True where a day stands right before or behind.
  private func hasDayNear(_ index: Int, _ end: Int) -> Bool {
    for place in [index - 1, index - 2, end, end + 1] {
      guard let token = token(place) else { continue }
      if token.entry.weekday != 0 || token.entry.dayOffset != .min || token.entry.month != 0
        || token.entry.cues.contains(.from) || token.entry.cues.contains(.between)
        || token.entry.cues.contains(.to) || token.mark == 45
      {
        return true
      }
    }
    return false
  }

  private func colonClock(_ index: Int) -> Found<ClockTerm>? {
    var place = index + 3
    var second = 0
    var grain = Grain.minute
    if mark(place, ":"), isGlued(place), isNumber(place + 1), isGlued(place + 1),
      tokens[place + 1].digits == 2
    {
      second = tokens[place + 1].value
      grain = .second
      place += 2
      if mark(place, "."), isGlued(place), isNumber(place + 1), isGlued(place + 1) { place += 2 }
    }
    if mark(place, ":"), isGlued(place) { return nil }
    let isFullDay =
      tokens[index].digits == 2 && tokens[index].value < 10 || language.usesFullDay
      || grain == .second
    return settled(
      hour: tokens[index].value, minute: tokens[index + 2].value, second: second, grain: grain,
      place, isMarked: true, isFullDay: isFullDay)
  }

  /// `15h`, `9h30`: always of 24 hours.
  private func letterClock(_ index: Int) -> Found<ClockTerm>? {
    let behind = index + 2
    if isNumber(behind), isGlued(behind), tokens[behind].digits == 2 {
      guard !isGlued(behind + 1) || !(token(behind + 1)?.shape == .word) else { return nil }
      return settled(
        hour: tokens[index].value, minute: tokens[behind].value, second: 0, grain: .minute,
        behind + 1, isMarked: true, isFullDay: true)
    }
    let isClock =
      has(index - 1, [.at, .from, .between])
      || language.usesFullDay && index > 0 && has(index - 1, .at)
      || zone(behind) != nil || has(behind, .for)
      || mark(behind, "-") || mark(index - 1, "-") || tokens[index].value > 12
    guard isClock, tokens[index].value <= 24 else { return nil }
    return settled(
      hour: tokens[index].value, minute: 0, second: 0, grain: .hour, behind, isMarked: true,
      isFullDay: true)
  }

  /// `seven`, `seven thirty p.m.`, `ten-thirty`, `four twenty-three a m`.
  private func wordClock(_ index: Int, bare: Bool) -> Found<ClockTerm>? {
    guard let token = token(index), token.shape == .word, (1...12).contains(token.entry.number),
      token.entry.cues.isDisjoint(with: .a)
    else { return nil }
    let hour = Int(token.entry.number)
    var place = index + 1
    if mark(place, "-"), isGlued(place), isGlued(place + 1) { place += 1 }
    if let minute = whole(place), self.token(place)?.shape == .word,
      (10..<60).contains(minute.value), self.token(place)?.entry.number ?? 0 >= 10,
      unit(minute.end) == nil
    {
      guard
        let found = settled(
          hour: hour, minute: minute.value, second: 0, grain: .minute, minute.end, isMarked: false,
          isFullDay: false)
      else { return nil }
      if found.value.isMarked || bare || partBehind(found.end) != nil { return found }
      return nil
    }
    guard
      let found = settled(
        hour: hour, minute: 0, second: 0, grain: .hour, index + 1, isMarked: false,
        isFullDay: false)
    else { return nil }
    if found.value.isMarked || partBehind(found.end) != nil { return found }
    return bare && unit(found.end) == nil && self.token(found.end)?.entry.number ?? -1 < 0
      && !has(found.end, [.of, .more, .business]) && atClauseEdge(found.end) ? found : nil
  }

  /// True at the end of the line, at a mark, or before a word that no noun is.
  func atClauseEdge(_ index: Int) -> Bool {
    guard index < tokens.count else { return true }
    let token = tokens[index]
    if token.isTaken { return true }
    switch token.shape {
    case .mark: return token.mark != 37 && token.mark != 36
    case .number: return false
    case .word:
      return !token.entry.cues.isDisjoint(with: PhraseReader.edgeCues)
        || token.entry.weekday != 0 || token.entry.dayOffset != .min
        || token.entry.month != 0 && token.entry.cues.isDisjoint(with: .uncertain)
        || token.entry.part != nil || token.entry.frequency != nil || token.entry.holiday >= 0
        || token.entry.cues.contains(.floating) && atClauseEdge(index + 1)
    }
  }

  /// Words before which a clause may end.
  static let edgeCues: Cue = [
    .function, .on, .at, .by, .before, .after, .from, .since, .until, .through, .to, .and, .or,
    .for, .within, .every, .starting, .except, .the, .inside, .remind, .must, .ideally, .deadline,
    .priority, .urgent, .blocked, .next, .last, .this, .coming, .due, .pronoun, .takes, .ish,
    .between, .about, .during, .once, .twice, .later, .ago, .hence, .early, .late,
  ]
}
