import Shared

extension PhraseReader {
  /// The seasons in the order of the year, and the days on which they usually begin in the northern
  /// half.
  static let seasonStarts: [(cue: Cue, month: Int, day: Int)] = [
    (.spring, 3, 20), (.summer, 6, 21), (.autumn, 9, 23), (.winter, 12, 21),
  ]

  /// The place of the season that a token names.
  private func season(_ index: Int) -> Int? {
    guard has(index, [.spring, .summer, .autumn, .winter]) else { return nil }
    return PhraseReader.seasonStarts.firstIndex { has(index, $0.cue) }
  }

  /// A season that begins in that year.
  private func season(_ place: Int, in year: Int) -> DayTerm? {
    let start = PhraseReader.seasonStarts[place]
    let next = PhraseReader.seasonStarts[(place + 1) % 4]
    guard let first = CivilDate(year: year, month: start.month, day: start.day),
      let end = CivilDate(year: year + (place == 3 ? 1 : 0), month: next.month, day: next.day)
    else { return nil }
    return DayTerm(first, end, .day, traits: [.turned, .plainPeriod])
  }

  /// A season turned by "this", "next", "last": this one is the running or coming one, the next the
  /// first that has not begun.
  func turnedSeason(_ index: Int, _ cues: Cue) -> Found<DayTerm>? {
    guard let place = season(index) else { return nil }
    let terms = (today.year - 2...today.year + 2).compactMap { season(place, in: $0) }
    let picked: DayTerm? =
      if !cues.isDisjoint(with: .last) {
        terms.last { $0.end <= today }
      } else if !cues.isDisjoint(with: .next) {
        terms.first { $0.first > today }
      } else {
        terms.first { $0.end > today }
      }
    guard var term = picked else { return nil }
    if !cues.isDisjoint(with: .last) { term.traits.insert(.backward) }
    return Found(term, index + 1)
  }

  /// `summer 2027`, and behind a preposition `in the summer`.
  func seasonTerm(_ index: Int) -> Found<DayTerm>? {
    let start = skipThe(index)
    guard let place = season(start) else { return nil }
    let behind = has(start + 1, .of) ? start + 2 : start + 1
    if let year = yearBehind(behind), tokens[year.end - 1].digits == 4 {
      return season(place, in: year.value).map { Found($0, year.end) }
    }
    guard has(index - 1, [.inside, .by, .before, .until, .since, .from, .due, .after]),
      var found = turnedSeason(start, .this)
    else { return nil }
    found.value.traits = has(start, .uncertain) ? [.monthOnly, .uncertain] : .monthOnly
    return found
  }
}
