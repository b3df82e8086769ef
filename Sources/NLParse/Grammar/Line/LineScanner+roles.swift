import Shared

extension LineScanner {
  /// Gives every phrase its role: repetition, due, start, soft deadline, duration.
  mutating func assign() {
    assignRepetition()
    assignDuration()
    let roles = findings.map { role(of: $0) }
    let dues = findings.indices.filter { roles[$0] == .due }
    let picked = dues.max { rank(findings[$0]) < rank(findings[$1]) }
    for index in findings.indices {
      switch roles[index] {
      case .start where draft.reading.notBefore == nil: setStart(findings[index])
      case .softDeadline where draft.reading.softDeadline == nil: setSoft(findings[index])
      case .due where index == picked: setDue(findings[index])
      default: alternatives(of: findings[index], from: 0)
      }
    }
    for doubt in doubts { alternatives(of: doubt, from: 0) }
    for doubt in doubtfulRepetitions {
      if let repetition = built(doubt.term) {
        draft.reading.alternatives.append(
          LineAlternative(repetition: repetition, span: span(doubt.range)))
      }
    }
    if draft.reading.due == nil, draft.reading.repetition == nil,
      let seconds = draft.reading.durationSeconds
    {
      draft.reading.alternatives.append(
        LineAlternative(
          moment: LineMoment(
            kind: .instant,
            start: durations.first?.amount.moved(context.now, forward: true)
              ?? context.now.adding(wallSeconds: seconds), grain: .minute,
            hasTime: true),
          span: durations.first.map { span($0.range) } ?? 0..<0))
    }
    keepFirstAlternatives()
  }

  /// Leaves the first few other readings, each once, and none that is the one taken.
  private mutating func keepFirstAlternatives() {
    var kept: [LineAlternative] = []
    for other in draft.reading.alternatives where kept.count < LineLimits.alternatives {
      guard let moment = other.moment else {
        kept.append(other)
        continue
      }
      let isKnown =
        draft.reading.due.map { LineScanner.isSame($0, moment) } ?? false
        || kept.contains { $0.moment.map { LineScanner.isSame($0, moment) } ?? false }
      if !isKnown { kept.append(other) }
    }
    draft.reading.alternatives = kept
  }

  private static func isSame(_ one: LineMoment, _ other: LineMoment) -> Bool {
    one.kind == other.kind && one.due == other.due && one.start == other.start
      && one.end == other.end && one.hasTime == other.hasTime
  }

  /// What a phrase says of the task: when it is due, before when it cannot start, or when it
  /// should ideally be done. The time of a repetition is never its start.
  func role(of finding: Finding) -> LineField.Kind {
    let bound = finding.term.bound
    if isSoft(finding) { return .softDeadline }
    if !bound.isDisjoint(with: [.due, .by, .until, .before]) { return .due }
    if finding.term.day == nil, !repetitions.isEmpty { return .due }
    guard !bound.isDisjoint(with: [.from, .starting, .since, .after]), !finding.term.isRange,
      finding.term.clockEnd == nil
    else { return .due }
    return .start
  }

  /// True where "ideally" stands shortly before.
  private func isSoft(_ finding: Finding) -> Bool {
    ((finding.range.lowerBound - 3)..<finding.range.lowerBound).contains {
      reader.has($0, .ideally)
    }
  }

  /// How much a phrase looks like the one that counts.
  func rank(_ finding: Finding) -> Int {
    let term = finding.term
    var rank = finding.verdict == .certain ? 200 : 100
    rank += term.parts * 20
    if !term.bound.isDisjoint(with: [.due, .by, .until]) { rank += 100 }
    if term.isRange || term.clockEnd != nil { rank += 20 }
    if term.hasCue { rank += 10 }
    return rank + min(finding.range.count, 9)
  }

  private mutating func setDue(_ finding: Finding) {
    guard let moment = finding.moments.first else { return }
    // "after school every weekend" has no time of its own.
    if draft.reading.repetition != nil, reader.has(finding.range.lowerBound, .schoolNight) {
      return alternatives(of: finding, from: 0)
    }
    var first = finding.range.lowerBound
    let isBraced = reader.mark(first - 1, "{") && reader.mark(finding.range.upperBound, "}")
    if isBraced {
      draft.removed += [
        span(first - 1..<first), span(finding.range.upperBound..<finding.range.upperBound + 1),
      ]
      draft.reading.isHardDeadline = true
    }
    if reader.has(first - 1, .must) {
      draft.reading.isHardDeadline = true
      first -= 1
    }
    if finding.pieces.contains(where: { isHard($0.lowerBound, finding.term) }) {
      draft.reading.isHardDeadline = true
    }
    if let repetition = draft.reading.repetition {
      draft.reading.due = nil
      joinRepetition(repetition, moment, finding)
    } else {
      draft.reading.due = moment
      draft.reading.isFloating = finding.isFloating
    }
    if draft.reading.durationSeconds == nil {
      draft.reading.durationSeconds = stretchSeconds(finding, moment)
    }
    field(.due, first..<finding.range.upperBound, finding)
    alternatives(of: finding, from: 1)
  }

  /// True where "deadline" leads a phrase, or "must" stands shortly before one that bounds.
  private func isHard(_ first: Int, _ term: WhenTerm) -> Bool {
    reader.has(first, .deadline)
      || (max(0, first - 3)..<first).contains(where: {
        reader.has($0, .must) && !term.bound.isDisjoint(with: [.by, .due, .before])
      })
  }

  /// How long a stretch of times lasts, "3-4pm" or "from 9 to 11"; nil for one within which the
  /// task is only to happen, "between 3 and 5pm", and for one that is too long for one task.
  private func stretchSeconds(_ finding: Finding, _ moment: LineMoment) -> Int? {
    guard finding.term.clockEnd != nil, !finding.term.isRange, let end = moment.end,
      !finding.pieces.contains(where: { $0.contains { reader.has($0, [.between, .schoolNight]) } })
    else { return nil }
    let seconds = end.wallSeconds - moment.start.wallSeconds
    return seconds > 0 && seconds <= LineLimits.stretchSeconds ? seconds : nil
  }

  /// A date beside a repetition is its start; a time is its time.
  private mutating func joinRepetition(
    _ repetition: LineRepetition, _ moment: LineMoment, _ finding: Finding
  ) {
    guard var term = repetitions.first?.term else { return }
    if term.times.isEmpty, moment.hasTime {
      if finding.term.clock != nil || moment.kind != .interval {
        term.times = [moment.start.time.secondOfDay]
        term.isFloating = finding.isFloating
      } else if let part = finding.term.part, term.part == nil {
        term.part = part
      }
    }
    if term.until == nil { term.until = lastDay(finding.term) }
    // "at 5pm until June 7" says when the series ends, not when it begins.
    let saysOnlyEnd =
      finding.term.bound.contains(.until)
      || finding.term.isRange && finding.term.day?.first == finding.term.lastDay?.first
    if !saysOnlyEnd, term.start == nil, finding.term.day != nil,
      moment.start.date != context.now.date || !moment.hasTime
    {
      term.start = moment.start.date
    }
    draft.reading.repetition = built(term) ?? repetition
    draft.reading.isFloating = term.isFloating
  }

  /// The day on which a series ends that a phrase beside it names: "until Friday", "June 1 to 30".
  private func lastDay(_ term: WhenTerm) -> CivilDate? {
    guard let day = term.isRange ? term.lastDay : term.bound.contains(.until) ? term.day : nil,
      day.time == nil
    else { return nil }
    return day.traits.contains(.atEnd) ? day.end.adding(days: -1) : day.first
  }

  private mutating func setStart(_ finding: Finding) {
    guard var moment = finding.moments.first else { return }
    moment.kind = .open
    draft.reading.notBefore = moment
    if draft.reading.due == nil { draft.reading.isFloating = finding.isFloating }
    field(.start, finding.range, finding)
    alternatives(of: finding, from: 1)
  }

  private mutating func setSoft(_ finding: Finding) {
    guard let moment = finding.moments.first else { return }
    draft.reading.softDeadline = moment
    var first = finding.range.lowerBound
    while first > 0, finding.range.lowerBound - first < 3, !reader.has(first, .ideally) {
      first -= 1
    }
    field(.softDeadline, first..<finding.range.upperBound, finding)
  }

  private mutating func field(_ kind: LineField.Kind, _ range: Range<Int>, _ finding: Finding) {
    let moment = finding.moments[0]
    let value = moment.hasTime ? moment.start.description : moment.start.date.description
    draft.reading.fields.append(
      LineField(
        kind: kind, span: span(range), value: value,
        confidence: finding.verdict == .certain ? 0.95 : 0.7))
    draft.removed.append(span(range))
    guard let apart = finding.apart else { return }
    draft.reading.fields.append(
      LineField(
        kind: kind, span: span(apart), value: value,
        confidence: finding.verdict == .certain ? 0.95 : 0.7))
    draft.removed.append(span(apart))
  }

  private mutating func alternatives(of finding: Finding, from first: Int) {
    for moment in finding.moments.dropFirst(first) {
      draft.reading.alternatives.append(
        LineAlternative(moment: moment, span: span(finding.range)))
    }
  }

  private mutating func assignRepetition() {
    guard let first = repetitions.first, let repetition = built(first.term) else { return }
    draft.reading.repetition = repetition
    draft.reading.isFloating = first.term.isFloating
    draft.reading.fields.append(
      LineField(
        kind: .repetition, span: span(first.range), value: repetition.words, confidence: 0.95))
    draft.removed.append(span(first.range))
    if let other = first.term.otherDays {
      var term = first.term
      term.unit = .month
      term.interval = 1
      term.days = other
      if let built = built(term) {
        draft.reading.alternatives.append(
          LineAlternative(repetition: built, span: span(first.range)))
      }
    }
  }

  private mutating func assignDuration() {
    if durations.isEmpty, let seconds = lastingSeconds() ?? repetitions.first?.term.length {
      draft.reading.durationSeconds = seconds
      return
    }
    guard let first = durations.max(by: { priority($0.range) < priority($1.range) }) else {
      for finding in findings where isLength(finding.range) {
        if let day = finding.term.day, finding.term.clock == nil, day.time == nil {
          draft.reading.durationSeconds = day.end.days(since: day.first) * 86_400
        }
      }
      return
    }
    draft.reading.durationSeconds = first.amount.nominal
    draft.reading.fields.append(
      LineField(
        kind: .duration, span: span(first.range), value: "\(first.amount.nominal / 60) minutes",
        confidence: 0.95))
    draft.removed.append(span(first.range))
  }

  /// True for "all week", "for the day" and "for the next 2 weeks": days that say how long, as
  /// "for Friday" and "for March" do not.
  private func isLength(_ range: Range<Int>) -> Bool {
    if range.contains(where: { reader.has($0, .all) }) { return true }
    let first = range.lowerBound
    guard reader.has(first, .for) else { return false }
    return range.contains { reader.timeAmount($0)?.value.isCounted == true }
      || range.count == 3 && reader.has(first + 1, .the) && reader.unit(first + 2) == .day
  }

  /// The length that a time was said with: "at 5pm for 45m".
  private func lastingSeconds() -> Int? {
    for finding in findings where finding.term.clock != nil {
      if let length = finding.term.length { return length.nominal }
      guard finding.pieces.contains(where: { $0.contains { reader.has($0, .for) } }),
        let moment = finding.moments.first,
        let end = moment.end, finding.term.clockEnd != nil
      else { continue }
      return end.wallSeconds - moment.start.wallSeconds
    }
    return nil
  }

  private func priority(_ range: Range<Int>) -> Int {
    reader.mark(range.lowerBound, "~") ? 2 : reader.has(range.lowerBound, [.for, .takes]) ? 1 : 0
  }

  /// A repetition with its first occurrence; nil where it never happens.
  func built(_ term: RepetitionTerm) -> LineRepetition? {
    guard let plain = term.rule(withTimes: false),
      let frequency = (try? RecurrenceRule(parsing: plain))?.frequency
    else { return nil }
    let time: CivilTime
    var hasTime = true
    if let second = term.times.min() {
      time = CivilTime(secondOfDay: second)
    } else if let part = term.part {
      time = CivilTime(secondOfDay: context.policy.hours(of: part).lowerBound * 3_600)
    } else {
      time = .midnight
      hasTime = frequency > .daily
    }
    let last = hasTime ? lastMoment(term, time, frequency) : nil
    guard let rule = term.rule(withTimes: false, until: last.map { stored($0, term) }),
      let timed = term.rule(withTimes: true, until: last.map { digits($0) }),
      let local = term.rule(withTimes: false, until: last.map { digits($0) }),
      let parsed = try? RecurrenceRule(parsing: local)
    else { return nil }
    var anchor = CivilDateTime(term.start ?? context.now.date, hasTime ? time : .midnight)
    if frequency > .daily, term.start == nil { anchor = context.now }
    let exceptions = term.exceptions.map { CivilDateTime($0, hasTime ? time : .midnight) }
    let series = RecurrenceSet(
      start: hasTime ? .floating(anchor) : .date(anchor.date), rules: [parsed],
      exceptions: exceptions)
    let after =
      hasTime && term.start == nil
      ? context.now.adding(wallSeconds: -1) : anchor.adding(wallSeconds: -1)
    guard let first = series.next(after: after, RecurrenceOptions(limit: 1, work: 20_000)) else {
      return nil
    }
    return LineRepetition(
      rule: rule, timedRule: timed, start: first, namedStart: term.start, hasTime: hasTime,
      fromCompletion: term.fromCompletion, exceptions: term.exceptions,
      words: RuleWords.text(parsed, time: hasTime && frequency <= .daily ? first.time : nil))
  }

  /// The last moment of a series of times that ends on a day: its time on that day, or the day's end
  /// where it happens several times a day.
  private func lastMoment(
    _ term: RepetitionTerm, _ time: CivilTime, _ frequency: RecurrenceFrequency
  ) -> CivilDateTime? {
    guard let until = term.until, term.count == nil else { return nil }
    if frequency > .daily { return CivilDateTime(until, .endOfDay) }
    return CivilDateTime(until, term.times.max().map { CivilTime(secondOfDay: $0) } ?? time)
  }

  /// A moment as a stored rule has it: in UTC, as RFC 5545 section 3.3.10 wants it for a series in a
  /// zone, and local for a floating one.
  private func stored(_ moment: CivilDateTime, _ term: RepetitionTerm) -> String {
    if term.isFloating { return digits(moment) }
    return digits(Zone.utc.local(at: context.zone.instant(of: moment))) + "Z"
  }

  private func digits(_ moment: CivilDateTime) -> String {
    moment.description.filter { $0 != "-" && $0 != ":" }
  }
}
