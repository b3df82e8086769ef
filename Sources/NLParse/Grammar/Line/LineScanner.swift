import Shared

/// Finds the phrases of time in a line, gives each its role, and leaves the title.
struct LineScanner {
  /// A phrase that was taken for a date.
  struct Finding {
    /// The phrase.
    var term: WhenTerm
    /// Its tokens.
    var range: Range<Int>
    /// The tokens of its time, where that stands apart from its day: "tomorrow call Bob at 5pm".
    var apart: Range<Int>?
    /// How sure it is.
    var verdict: PhraseJudge.Verdict
    /// What it means, the likeliest first.
    var moments: [LineMoment]

    /// True where its time holds wherever the person is.
    var isFloating: Bool { term.clock?.isFloating == true || term.clockEnd?.isFloating == true }

    /// Its tokens, in one or two pieces.
    var pieces: [Range<Int>] { [range] + (apart.map { [$0] } ?? []) }
  }

  /// The line, its syntax taken out.
  var draft: LineDraft
  /// Who types.
  let context: LineContext
  /// Reads phrases.
  let reader: PhraseReader
  private let judge: PhraseJudge
  /// Dates, in the order of the line.
  var findings: [Finding] = []
  /// Doubtful dates.
  var doubts: [Finding] = []
  /// Repetitions.
  var repetitions: [(term: RepetitionTerm, range: Range<Int>)] = []
  /// Doubtful repetitions.
  var doubtfulRepetitions: [(term: RepetitionTerm, range: Range<Int>)] = []
  /// Durations.
  var durations: [(amount: TimeAmount, range: Range<Int>)] = []

  /// A scanner of that line.
  init(_ draft: LineDraft, _ context: LineContext, _ language: LanguageTable) {
    self.draft = draft
    self.context = context
    let zone = context.zone
    reader = PhraseReader(
      draft.tokens, now: context.now, language: language, policy: context.policy
    ) { local in
      zone.isFixed
        ? zone.offset(at: Instant(seconds: 0))
        : local.wallSeconds - Int(zone.instant(of: local).seconds)
    }
    judge = PhraseJudge(reader)
  }

  /// Reads the line.
  mutating func run() -> LineReading {
    scan()
    takeWholeDays()
    leaveMeals()
    joinApart()
    assign()
    readSubtasks()
    finishTitle()
    return draft.reading
  }

  /// Marks with which a phrase may begin.
  private static let openers: [UInt8] = [126, 33, 64, 43, 45]

  /// One pass over the tokens.
  private mutating func scan() {
    var index = 0
    while index < reader.tokens.count, reader.steps > 0 {
      let token = reader.tokens[index]
      guard !token.isTaken,
        token.shape == .number || token.entry.isTemporal || LineScanner.openers.contains(token.mark)
          || !token.entry.cues.isDisjoint(with: [.remind, .blocked])
      else {
        index += 1
        continue
      }
      index = step(index)
    }
  }

  /// What begins at a token; the token to go on with.
  private mutating func step(_ index: Int) -> Int {
    if let end = reminder(index) { return end }
    if let end = dependency(index) { return end }
    if let found = reader.repetition(index) {
      switch repetitionVerdict(found, index) {
      case .certain, .likely:
        repetitions.append((found.value, index..<found.end))
        return found.end
      case .doubtful:
        doubtfulRepetitions.append((found.value, index..<found.end))
        return found.end
      case .no: break
      }
    }
    if let end = duration(index) { return end }
    if let found = reader.when(index), found.end > reader.spoiledEnd || index >= reader.spoiledEnd {
      let verdict = judge.verdict(found, from: index)
      guard verdict > .no else { return index + 1 }
      let finding = Finding(
        term: found.value, range: index..<found.end, verdict: verdict,
        moments: reader.resolve(found.value))
      if verdict >= .likely {
        findings.append(finding)
      } else {
        doubts.append(finding)
      }
      return found.end
    }
    if reader.spoiledEnd > index + 1 { return reader.spoiledEnd }
    return index + 1
  }

  private func repetitionVerdict(
    _ found: Found<RepetitionTerm>, _ index: Int
  ) -> PhraseJudge.Verdict {
    let tokens = reader.tokens
    if tokens[index].isGlued, index > 0, tokens[index - 1].shape != .mark { return .no }
    if found.end < tokens.count, tokens[found.end].isGlued, tokens[found.end].shape != .mark {
      return .no
    }
    if found.value.isExplicit { return .certain }
    if index == 0, found.end == tokens.count { return .likely }
    return reader.atClauseEdge(found.end) ? .likely : .doubtful
  }

  /// `~45m`, `for 45m`, `takes an hour`, `2h` at the end of the line.
  private mutating func duration(_ index: Int) -> Int? {
    var place = index
    var hasCue = false
    if reader.mark(place, "~") {
      hasCue = true
      place += 1
      guard reader.isGlued(place) || true else { return nil }
    } else if reader.has(place, [.for, .takes, .during])
      || reader.has(place, .last) && reader.has(place - 1, [.function, .pronoun])
    {
      hasCue = true
      place += 1
      if reader.has(place, .about) { place += 1 }
      if reader.mark(place, "~") { place += 1 }
      if reader.has(place, .all), reader.unit(place + 1) == .day { place += 1 }
      if reader.has(place, .the), reader.unit(place + 1) == .hour { place += 1 }
    }
    guard let amount = reader.timeAmount(place, bare: hasCue && place > index + 1),
      amount.value.nominal > 0, amount.value.isCounted || hasCue
    else { return nil }
    let tokens = reader.tokens
    let end = amount.end
    if !hasCue {
      guard
        !reader.has(
          end,
          [
            .ago, .hence, .later, .after, .before, .from, .past, .since, .coming, .next, .last,
            .early,
          ]),
        !(tokens[index].isGlued && index > 0), !reader.mark(end, "/"), !reader.mark(end, "'"),
        !(reader.has(end, .to) && reader.clock(end + 1, bare: true) != nil)
      else { return nil }
      if hourAndMinutes(index, end) { return nil }
      if let last = enough(end) {
        durations.append((amount.value, index..<last))
        return last
      }
      let isWhole = index == 0 && end == tokens.count
      let isLast =
        end == tokens.count && amount.value.finest <= .hour && index > 0
        && !reader.has(
          index - 1, [.inside, .next, .last, .within, .every, .at, .by, .after, .before])
      guard isWhole || isLast else { return nil }
    } else {
      if reader.has(end, [.ago, .hence, .from, .before, .after]),
        reader.has(end, .hence) || reader.has(end, .ago)
      {
        return nil
      }
      if end < tokens.count, tokens[end].isGlued, tokens[end].shape != .mark { return nil }
      guard reader.atClauseEdge(end) || reader.mark(index, "~") else { return nil }
    }
    durations.append((amount.value, index..<end))
    return end
  }

  /// The token behind "is enough", "should be plenty" and the like behind a length; nil for other
  /// words.
  private func enough(_ index: Int) -> Int? {
    var place = index
    while place < index + 3, reader.has(place, .function), !reader.has(place, .enough) {
      place += 1
    }
    return place > index && reader.has(place, .enough) ? place + 1 : nil
  }

  /// True for "9h30": with two digits of minutes, and an hour that no length has, it is a time.
  private func hourAndMinutes(_ index: Int, _ end: Int) -> Bool {
    end == index + 3 && reader.isNumber(index) && reader.isNumber(index + 2)
      && draft.tokens[index + 2].digits == 2 && draft.tokens[index].value >= 7
  }
}
