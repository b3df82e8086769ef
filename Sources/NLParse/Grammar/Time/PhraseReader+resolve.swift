import Shared

extension PhraseReader {
  /// What a phrase means, the likeliest reading first, other readings behind it.
  func resolve(_ term: WhenTerm) -> [LineMoment] {
    var moments = [moment(term)]
    for other in term.day?.others ?? [] {
      var changed = term
      changed.day = DayTerm(other, traits: term.day?.traits ?? [])
      moments.append(moment(changed))
    }
    if let clock = term.clock, !clock.isSettled {
      var changed = term
      changed.clock?.second = policyHour(clock)
      changed.clock = changed.clock?.flipped
      if let end = term.clockEnd, !end.isSettled { changed.clockEnd = end.flipped }
      moments.append(moment(changed))
    }
    if let day = term.day, day.traits.contains(.weekdayOnly), !day.traits.contains(.turned),
      day.first == today.adding(days: 7) || day.first == today
    {
      var changed = term
      changed.day = DayTerm(day.first == today ? today.adding(days: 7) : today)
      moments.append(moment(changed))
    }
    if let day = term.day, day.traits.contains(.relative), day.grain == .day, day.time == nil,
      term.clock == nil, term.part == nil, !day.traits.contains(.turned), day.first != today
    {
      var timed = moments[0]
      timed.start = CivilDateTime(day.first, CivilTime(secondOfDay: now.time.hour * 3_600))
      (timed.hasTime, timed.grain) = (true, .hour)
      moments.append(timed)
    }
    if moments[0].isDueAtEnd,
      moments[0].kind != .instant || term.day?.traits.contains(.atEnd) == true,
      moments[0].start > now
    {
      var stretch = moments[0]
      (stretch.kind, stretch.end, stretch.start) = (.interval, moments[0].due, now)
      stretch.isDueAtEnd = false
      moments.append(stretch)
    }
    moments += otherMoments(term, moments[0])
    if let passed = passed(term) { moments.append(moment(passed)) }
    return Array(moments.prefix(1 + LineLimits.alternatives))
  }

  /// The date of this year, where that has passed and the next year's was taken.
  private func passed(_ term: WhenTerm) -> WhenTerm? {
    guard policy.pastDatesMoveOn, let day = term.day, day.month != nil, day.day != nil,
      day.year == nil, term.lastDay?.year == nil, day.first.year == today.year + 1
    else { return nil }
    var changed = term
    for path in [\WhenTerm.day, \WhenTerm.lastDay] {
      guard let later = changed[keyPath: path] else { continue }
      changed[keyPath: path]?.first = later.first.adding(years: -1)
      changed[keyPath: path]?.end = later.end.adding(years: -1)
    }
    return changed
  }

  /// Readings by other habits: the time as typed where a zone turned it, the same time a day off
  /// where it has passed, the weekend from Friday evening, the whole of a stretch that "within"
  /// names, the other end of "after 2027".
  private func otherMoments(_ term: WhenTerm, _ first: LineMoment) -> [LineMoment] {
    var found: [LineMoment] = []
    if let clock = term.clock, clock.zone ?? term.clockEnd?.zone != nil {
      var changed = term
      changed.clock?.zone = nil
      changed.clockEnd?.zone = nil
      found.append(moment(changed))
    }
    if term.clock != nil, term.day == nil || term.partIsToday {
      let step = first.start.date > today ? -1 : first.start < now ? 1 : 0
      if step != 0 { found.append(first.moved(days: step)) }
    }
    guard let day = term.day, term.clock == nil, term.part == nil else {
      if let part = term.part, term.clock == nil, part == .evening || part == .night {
        var changed = term
        changed.part = part == .evening ? .night : .evening
        changed.partEdge = []
        found.append(moment(changed))
      }
      return found
    }
    if day.grain == .day, !term.isRange, day.first.weekday == .saturday,
      day.end == day.first.adding(days: 2)
    {
      var weekend = first
      weekend.start = CivilDateTime(day.first.adding(days: -1))
        .adding(wallSeconds: policy.evening.lowerBound * 3_600)
      (weekend.grain, weekend.hasTime) = (.hour, true)
      found.append(weekend)
    }
    if day.time != nil, day.traits.contains(.atEnd) {
      var stretch = first
      (stretch.kind, stretch.start, stretch.end) = (.interval, now, first.start)
      found.append(stretch)
    }
    if first.kind == .open, term.bound.contains(.after), day.grain > .day {
      var whole = first
      whole.start = CivilDateTime(day.first)
      found.append(whole)
    }
    return found
  }

  private func moment(_ term: WhenTerm) -> LineMoment {
    var result = base(term)
    if !term.bound.isDisjoint(with: [.until, .before, .after, .since, .starting]), !term.isRange {
      result.kind = .open
      if term.bound.contains(.after), !result.hasTime, let day = term.day, day.grain > .day {
        result.start = CivilDateTime(day.end)
        result.end = nil
      }
    }
    result.isPast = term.day?.traits.contains(.backward) == true
    return result
  }

  private func base(_ term: WhenTerm) -> LineMoment {
    if let day = term.day, let time = day.time, term.clock == nil {
      return instant(day, time, term)
    }
    if let clock = term.clock { return timed(term, clock) }
    if let part = term.part { return parted(term, part) }
    guard let day = term.day else {
      return LineMoment(kind: .instant, start: now, grain: .day, hasTime: false)
    }
    if let last = term.lastDay {
      let end = CivilDateTime(last.end.adding(days: -1), last.time ?? .midnight)
      return LineMoment(
        kind: .interval, start: CivilDateTime(day.first), end: end, grain: day.grain,
        hasTime: false)
    }
    var result = LineMoment(
      kind: day.grain > .day || day.end.days(since: day.first) > 1 ? .interval : .instant,
      start: CivilDateTime(day.first), grain: day.grain, hasTime: false)
    if result.kind == .interval { result.end = CivilDateTime(day.end.adding(days: -1)) }
    if day.traits.contains(.atEnd) {
      result.isDueAtEnd = true
      if !term.bound.isDisjoint(with: [.by, .due]), result.start > now || day.grain == .day {
        result.end = result.end ?? CivilDateTime(day.end.adding(days: -1))
        result.start = now
        result.kind = .interval
      }
    }
    if let length = term.length, result.kind == .instant {
      result.kind = .interval
      result.end = length.moved(result.start, forward: true)
    }
    return result
  }

  private func instant(_ day: DayTerm, _ time: CivilTime, _ term: WhenTerm) -> LineMoment {
    var result = LineMoment(
      kind: .instant, start: CivilDateTime(day.first, time), grain: day.grain, hasTime: true)
    if let endTime = day.endTime {
      result.kind = .interval
      result.end = CivilDateTime(day.end, endTime)
    }
    if let last = term.lastDay, term.isRange {
      result.kind = .interval
      result.end = CivilDateTime(last.first, last.time ?? .midnight)
    }
    if let length = term.length {
      result.kind = .interval
      result.end = length.moved(result.start, forward: true)
    }
    return result
  }

  /// A phrase with a time of day.
  private func timed(_ term: WhenTerm, _ clock: ClockTerm) -> LineMoment {
    var clock = clock
    if let part = term.part ?? term.clockEnd?.part, !clock.isSettled { settle(&clock, part) }
    let day = term.day?.first ?? today
    var start = CivilDateTime(day).adding(wallSeconds: policyHour(clock))
    if clock.dayShift != 0, term.day == nil || clock.part != nil || term.part != nil {
      start = start.adding(wallSeconds: clock.dayShift * 86_400)
    }
    if let zone = clock.zone { start = start.adding(wallSeconds: offset(start) - zone) }
    let rolls =
      term.day == nil && !clock.isToday && !term.partIsToday && clock.dayShift == 0
      && clock.zone == nil
    if rolls, start.wallSeconds < now.wallSeconds - now.wallSeconds % 60 {
      start = start.adding(wallSeconds: 86_400)
    }
    var result = LineMoment(kind: .instant, start: start, grain: clock.grain, hasTime: true)
    if var endClock = term.clockEnd {
      if let part = term.part, !endClock.isSettled { settle(&endClock, part) }
      var end = CivilDateTime(term.lastDay?.first ?? start.date)
        .adding(wallSeconds: policyHour(endClock))
      if let zone = endClock.zone { end = end.adding(wallSeconds: offset(end) - zone) }
      if term.lastDay == nil, end <= start { end = end.adding(wallSeconds: 86_400) }
      result.end = end
      result.kind = .interval
      result.grain = min(clock.grain, endClock.grain)
      if term.day == nil, rolls, start.date > today, end.adding(wallSeconds: -86_400) > now {
        result.start = start.adding(wallSeconds: -86_400)
        result.end = end.adding(wallSeconds: -86_400)
      }
    } else if let last = term.lastDay, term.isRange {
      result.kind = .interval
      result.end = CivilDateTime(last.first, last.time ?? .midnight)
    } else if let length = term.length {
      result.kind = .interval
      result.end = length.moved(start, forward: true)
    }
    return result
  }

  /// A phrase with a part of the day and no time.
  private func parted(_ term: WhenTerm, _ part: DayPart) -> LineMoment {
    var hours = policy.hours(of: part)
    if term.partEdge.contains(.early) {
      hours = part == .morning ? 8..<10 : hours.lowerBound..<(hours.lowerBound + 2)
    }
    if term.partEdge.contains(.late) { hours = (hours.upperBound - 2)..<hours.upperBound }
    var day = term.day?.first ?? today
    // "in the morning", said in the morning, is the next one: it begins at an hour that has passed.
    let last = part == .morning ? hours.lowerBound : hours.upperBound
    if term.day == nil, !term.partIsToday, now.time.hour >= last {
      day = day.adding(days: 1)
    }
    if part == .night || part == .evening, term.day?.traits.contains(.backward) == true {
      hours = policy.evening
    }
    let midnight = CivilDateTime(day)
    return LineMoment(
      kind: .interval, start: midnight.adding(wallSeconds: hours.lowerBound * 3_600),
      end: midnight.adding(wallSeconds: min(hours.upperBound * 3_600, 86_399)), grain: .hour,
      hasTime: true)
  }
}
