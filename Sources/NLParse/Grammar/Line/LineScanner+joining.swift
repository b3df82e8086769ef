import Shared

extension LineScanner {
  /// Joins the best day that has no time with the best time that has no day: "tomorrow call Bob at
  /// 5pm" is due tomorrow at 5. Where a phrase of the line says both, or a range of days, the others
  /// stay other readings.
  mutating func joinApart() {
    let roles = findings.map { role(of: $0) }
    let dues = findings.indices.filter { roles[$0] == .due }
    guard
      !dues.contains(where: { place in
        let term = findings[place].term
        return term.day != nil && (term.clock != nil || term.day?.time != nil) || term.isRange
      })
    else { return }
    let days = findings.indices.filter { isPlainDay(findings[$0].term) }
    let times = findings.indices.filter { isPlainTime(findings[$0].term) }
    guard !times.isEmpty,
      let day = best(days.filter { roles[$0] == .due })
        ?? best(days.filter { roles[$0] == .start }) ?? best(days)
    else { return }
    let time =
      best(times.filter { roles[$0] == .due && findings[$0].term.clock != nil })
      ?? best(times.filter { roles[$0] == .due && findings[day].term.part == nil })
    if let time {
      findings[day] = joined(findings[day], findings[time])
      findings.remove(at: time)
    } else if roles[day] == .due, let time = best(times.filter { roles[$0] == .start }) {
      // "Friday party from 7pm": it starts on that day, and is due on it.
      findings[time].term.day = findings[day].term.day
      findings[time].moments = reader.resolve(findings[time].term)
    }
  }

  /// A day or a week to come, of which no time is known.
  private func isPlainDay(_ term: WhenTerm) -> Bool {
    guard let day = term.day, day.time == nil, term.clock == nil, term.lastDay == nil else {
      return false
    }
    return day.grain == .day
      ? !day.traits.contains(.backward)
      : day.grain == .week && day.first > reader.today
  }

  /// A time or a part of a day, of which no day is known.
  private func isPlainTime(_ term: WhenTerm) -> Bool {
    guard term.day == nil, !term.isRange, term.clock?.isToday != true else { return false }
    return term.clock != nil || term.part != nil && !term.partIsToday
  }

  private func best(_ places: [Int]) -> Int? {
    places.max { rank(findings[$0]) < rank(findings[$1]) }
  }

  private func joined(_ day: Finding, _ time: Finding) -> Finding {
    var term = day.term
    term.clock = time.term.clock
    term.clockEnd = time.term.clockEnd
    term.length = time.term.length ?? term.length
    term.bound.formUnion(time.term.bound)
    term.hasCue = term.hasCue || time.term.hasCue
    if let part = time.term.part { (term.part, term.partEdge) = (part, time.term.partEdge) }
    var found = day
    found.term = term
    found.apart = day.apart ?? time.range
    found.verdict = max(day.verdict, time.verdict)
    found.moments =
      reader.resolve(term) + day.moments.prefix(1) + time.moments.prefix(1)
    return found
  }

  /// "all day" beside a day says how long, not when.
  mutating func takeWholeDays() {
    guard durations.isEmpty, findings.count > 1,
      let place = findings.firstIndex(where: { finding in
        finding.range.count == 2 && reader.has(finding.range.lowerBound, .all)
          && reader.unit(finding.range.lowerBound + 1) == .day
      }), findings.indices.contains(where: { $0 != place && findings[$0].term.day != nil })
    else { return }
    var amount = TimeAmount()
    guard amount.add(1, .day) else { return }
    durations.append((amount, findings[place].range))
    findings.remove(at: place)
  }

  /// "tomorrow lunch with Sam": what one has stays in the title, though it says when.
  mutating func leaveMeals() {
    for place in findings.indices where findings[place].term.part == .lunch {
      let range = findings[place].range
      let goesOn =
        range.upperBound < draft.tokens.count && draft.tokens[range.upperBound].shape == .word
      let isTimed = findings[place].term.clock != nil
      guard range.count > 1, goesOn || isTimed || range.lowerBound == 0 else { continue }
      if isMeal(range.upperBound - 1) {
        findings[place].range = range.lowerBound..<range.upperBound - 1
      } else if isMeal(range.lowerBound) {
        findings[place].range = range.lowerBound + 1..<range.upperBound
      } else if let meal = range.first(where: { isMeal($0) }) {
        findings[place].range = range.lowerBound..<meal
        findings[place].apart = meal + 1..<range.upperBound
      }
    }
  }

  /// True where a word names a meal and no preposition leads it.
  private func isMeal(_ index: Int) -> Bool {
    reader.has(index, .meal)
      && !reader.has(
        index - 1, [.at, .the, .inside, .during, .on, .by, .before, .after, .for, .this, .until])
  }
}
