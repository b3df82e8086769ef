import Shared

/// Decides whether a phrase that could be a date is one, by its words, its prepositions, its place
/// in the line, its neighbours and their capitals.
struct PhraseJudge {
  /// How sure a phrase is.
  enum Verdict: Comparable {
    /// Part of the title.
    case no
    /// Doubtful: title, with the date offered as an alternative.
    case doubtful
    /// A date, though the words allow another reading.
    case likely
    /// A date.
    case certain
  }

  /// The reader of the line.
  let reader: PhraseReader
  private var tokens: [Token] { reader.tokens }

  /// A judge of phrases of that reader's line.
  init(_ reader: PhraseReader) {
    self.reader = reader
  }

  /// True where a word is written like a name: with a capital, in a language whose nouns have none.
  private func isCapital(_ index: Int) -> Bool {
    tokens[index].isCapital && !reader.language.capitalizesNouns
  }

  /// The verdict on a phrase that begins at `index`.
  func verdict(_ found: Found<WhenTerm>, from index: Int) -> Verdict {
    let term = found.value
    if isTorn(index, found.end) { return .no }
    if spoiled(found.end) { return .no }
    if term.isRange || term.clockEnd != nil { return .certain }
    if index == 0, endsLine(found.end) { return wholeLine(term) }
    if let clock = term.clock, term.day == nil {
      return clockVerdict(term, clock, index, found.end)
    }
    guard let day = term.day else { return partVerdict(term, index, found.end) }
    if isName(index, found.end) { return .doubtful }
    if term.clock != nil || term.part != nil { return joinedVerdict(day, term, index, found.end) }
    return dayVerdict(day, term, index, found.end)
  }

  /// True where nothing but closing marks follows.
  private func endsLine(_ end: Int) -> Bool {
    tokens[end...].allSatisfy { [46, 33, 63, 44].contains($0.mark) }
  }

  /// True where the phrase is glued to letters or digits, as in codes and file names.
  private func isTorn(_ index: Int, _ end: Int) -> Bool {
    if tokens[index].isGlued, index > 0 {
      let before = tokens[index - 1]
      switch before.shape {
      case .word, .number: return !before.isTaken
      case .mark:
        let opening: [UInt8] = [40, 34, 39, 91, 126, 64, 58, 0x80, 123]
        if !opening.contains(before.mark) {
          return index == 1 || index > 1 && before.isGlued || before.mark != 47
        }
        if before.mark == 58, index > 1, before.isGlued, tokens[index - 2].shape == .number {
          return true
        }
      }
    }
    guard end < tokens.count, tokens[end].isGlued else { return false }
    let behind = tokens[end]
    if behind.shape != .mark { return true }
    if behind.mark == 37 { return true }
    guard end + 1 < tokens.count, tokens[end + 1].isGlued else { return false }
    let joints: [UInt8] = [45, 47, 46, 58, 64, 95, 43, 61, 92, 35]
    return joints.contains(behind.mark) && tokens[end + 1].shape != .mark
  }

  /// True where what follows shows that the phrase was no date after all: "Mar 9th at 28pm".
  private func spoiled(_ end: Int) -> Bool {
    var place = end
    if reader.mark(place, ",") { place += 1 }
    guard reader.has(place, .at), reader.isNumber(place + 1) else { return false }
    return reader.has(place + 2, [.am, .pm])
      || reader.mark(place + 2, ":") && reader.isGlued(place + 2)
  }

  private func wholeLine(_ term: WhenTerm) -> Verdict {
    guard let day = term.day else {
      let isBare = term.clock.map { !$0.isMarked && $0.grain == .hour && $0.part == nil } ?? false
      return !isBare || term.hasCue || term.part != nil || reader.has(0, .at)
        ? .likely : .doubtful
    }
    if day.traits.contains(.yearOnly), !term.hasCue { return .doubtful }
    if day.traits.contains(.bare), !term.hasCue { return .doubtful }
    return .likely
  }

  private func isUncertainAlone(_ day: DayTerm, _ term: WhenTerm) -> Bool {
    day.traits.contains(.uncertain) && term.clock?.isMarked != true && !term.hasCue
  }

  /// A day with a time, or with a part of itself: "Friday Night Lights" is a name.
  private func joinedVerdict(
    _ day: DayTerm, _ term: WhenTerm, _ index: Int, _ end: Int
  ) -> Verdict {
    let runsOn = end < tokens.count && isCapital(end) && !reader.atClauseEdge(end)
    if term.clock == nil, !term.hasCue, index > 0, runsOn, isCapital(end - 1) {
      return .doubtful
    }
    return isUncertainAlone(day, term) ? .likely : .certain
  }

  /// True for words that are all written with capitals in the middle of a line, as in titles: "28
  /// Weeks Later". Names of days and months always have theirs.
  private func isName(_ index: Int, _ end: Int) -> Bool {
    guard index > 0, tokens[index - 1].shape == .word else { return false }
    var words = 0
    for token in tokens[index..<end] where token.shape == .word {
      guard token.isCapital, !reader.language.capitalizesNouns, token.entry.weekday == 0,
        token.entry.month == 0,
        token.entry.holiday < 0
      else { return false }
      words += 1
    }
    return words > 1
  }

  private func clockVerdict(
    _ term: WhenTerm, _ clock: ClockTerm, _ index: Int, _ end: Int
  ) -> Verdict {
    if clock.isMarked || clock.part != nil || term.part != nil { return .certain }
    return reader.atClauseEdge(end) || index == 0 ? .likely : .doubtful
  }

  private func partVerdict(_ term: WhenTerm, _ index: Int, _ end: Int) -> Verdict {
    if reader.has(index - 1, [.every]) { return .no }
    guard term.hasCue else { return .doubtful }
    if term.part == .lunch, index > 0, !reader.has(index, [.at, .before, .after, .by]) {
      return .doubtful
    }
    if reader.atClauseEdge(end) { return .certain }
    // "in the evening call Bob", but "at the night market".
    return index > 0 && reader.has(end - 2, .the) ? .doubtful : .likely
  }

  private func dayVerdict(
    _ day: DayTerm, _ term: WhenTerm, _ index: Int, _ end: Int
  ) -> Verdict {
    let traits = day.traits
    let edge = reader.atClauseEdge(end)
    let isCapitalNoun = end < tokens.count && isCapital(end) && !edge
    if traits.contains(.shortNumeric) { return numericVerdict(traits, term, index, end) }
    if day.month != nil, day.day != nil || day.year != nil { return .certain }
    if traits.contains(.instant) { return instantVerdict(index, end) }
    if traits.contains(.yearOnly) || day.grain == .year && day.year != nil {
      return term.hasCue && edge ? .likely : .doubtful
    }
    if traits.contains(.monthOnly) {
      guard term.hasCue else { return .doubtful }
      return edge || !traits.contains(.uncertain) ? .likely : .doubtful
    }
    if traits.contains(.dayOnly) { return ordinalVerdict(term, index, edge) }
    if traits.contains(.bare) { return edge && index > 0 ? .likely : .doubtful }
    if traits.contains(.holiday), !traits.contains(.turned) {
      if isCapitalNoun { return .doubtful }
      return term.hasCue && (edge || index == 0) || edge && end >= tokens.count - 1
        ? .certain : .doubtful
    }
    if traits.contains(.plainPeriod) { return term.hasCue || edge ? .likely : .doubtful }
    if traits.contains(.weekdayOnly), !traits.contains(.turned) {
      return weekdayVerdict(day, term, index, end)
    }
    if traits.contains(.relative), !traits.contains(.turned) {
      return relativeVerdict(day, index, end, edge)
    }
    return .certain
  }

  /// "3/4" is a date behind a preposition, at the end of a clause and at its beginning; between
  /// other words it may be a fraction, a ratio or a range, unless it has its last dot. Numbers with
  /// a dash need a preposition, but in languages that write dates so.
  private func numericVerdict(
    _ traits: DayTerm.Traits, _ term: WhenTerm, _ index: Int, _ end: Int
  ) -> Verdict {
    if term.hasCue || traits.contains(.closedNumeric) { return .certain }
    let isDashed = tokens[index..<end].contains { $0.mark == UInt8(ascii: "-") }
    if isDashed, !reader.language.dashesDates { return .doubtful }
    if reader.has(index - 2, .numbered) || reader.has(index - 3, .numbered) { return .doubtful }
    if reader.atClauseEdge(end) { return .certain }
    // "S. 3.4" begins no clause.
    let opensClause = index == 0 || ![0, UInt8(ascii: ".")].contains(tokens[index - 1].mark)
    return opensClause ? .likely : .doubtful
  }

  /// "now" at the edge of a clause; "in 2 hours" anywhere.
  private func instantVerdict(_ index: Int, _ end: Int) -> Verdict {
    guard end == index + 1, reader.has(index, .now) else { return .certain }
    return reader.atClauseEdge(end) ? .certain : .doubtful
  }

  /// "the 15th" needs a preposition, or the line's end; "on the 5th floor" is none.
  private func ordinalVerdict(_ term: WhenTerm, _ index: Int, _ edge: Bool) -> Verdict {
    guard edge else { return .doubtful }
    if !term.bound.isEmpty { return .certain }
    if term.hasCue { return reader.has(index, .on) ? .certain : .doubtful }
    return index > 0 && reader.has(index, .the) ? .likely : .doubtful
  }

  /// A weekday alone is a date behind a preposition, at the end of a clause, and at the very
  /// beginning; between other words ("Read Monday notes") it is not.
  private func weekdayVerdict(
    _ day: DayTerm, _ term: WhenTerm, _ index: Int, _ end: Int
  ) -> Verdict {
    let edge = reader.atClauseEdge(end)
    if term.hasCue {
      if index > 0, end < tokens.count, isCapital(end), !isCapital(index), !edge {
        return isCapital(end - 1) ? .doubtful : .likely
      }
      return .certain
    }
    if day.traits.contains(.uncertain) {
      let isAbbreviation = end - index == 1
      guard edge, index > 0, isAbbreviation, !reader.has(index - 1, [.the, .a, .pronoun, .verb])
      else { return .doubtful }
      return end == tokens.count ? .likely : .doubtful
    }
    if edge { return reader.has(index - 1, .a) ? .doubtful : .certain }
    if index == 0 {
      return .likely
    }
    return .doubtful
  }

  /// "tomorrow" and the like are dates nearly everywhere, but not inside names.
  private func relativeVerdict(
    _ day: DayTerm, _ index: Int, _ end: Int, _ edge: Bool
  ) -> Verdict {
    if end == index + 1, isCapital(index), index > 0 {
      let before = isCapital(index - 1) && tokens[index - 1].shape == .word
      let behind = end < tokens.count && isCapital(end)
      if before && index > 1 || behind && before { return .doubtful }
    }
    if day.traits.contains(.uncertain) { return edge ? .likely : .doubtful }
    return .certain
  }
}
