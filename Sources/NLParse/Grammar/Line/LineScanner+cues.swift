import Shared

extension LineScanner {
  /// `remind me 1h before`, `remind me at 5pm`, `reminder 30 min before`, `remind me to …`.
  mutating func reminder(_ index: Int) -> Int? {
    let hasMark = reader.mark(index, "!") && reader.isGlued(index + 1) && reader.isNumber(index + 1)
    guard reader.has(index, .remind) || hasMark else { return nil }
    var place = index + 1
    if reader.has(place, .me) { place += 1 }
    if !hasMark, reader.has(place, .to), place == index + 2 {
      draft.removed.append(span(index..<place + 1))
      return place + 1
    }
    if reader.has(place, [.at, .on]), reader.timeAmount(place + 1)?.value.isCounted == true {
      place += 1
    }
    if let amount = reader.timeAmount(place), amount.value.isCounted,
      hasMark || reader.has(amount.end, [.before, .early])
        || place > index + 1
          && amount.end == reader.tokens.count
    {
      var end = amount.end
      if reader.has(end, [.before, .early]) { end += 1 }
      if hasMark, end < reader.tokens.count, reader.isGlued(end) { return nil }
      let minutes = amount.value.nominal / 60
      draft.reading.reminders.append(.before(minutes: minutes))
      draft.add(.reminder, span(index..<end), "\(minutes) minutes before")
      return end
    }
    guard !hasMark, place > index + 1 || index > 0, let found = reader.when(place) else {
      return nil
    }
    if reader.has(found.end, .to) {
      // "Send a reminder on Friday to Bob" asks for none.
      guard place > index + 1 else { return nil }
      // "remind me tomorrow to call Bob": when it is due, not when to remind.
      draft.removed += [span(index..<place), span(found.end..<found.end + 1)]
      return place
    }
    guard let moment = reader.resolve(found.value).first, moment.hasTime else { return nil }
    draft.reading.reminders.append(.at(moment.start))
    draft.add(.reminder, span(index..<found.end), moment.start.description)
    return found.end
  }

  /// `blocked by …`, `depends on …`, `after «…»`: a quoted title, or the words to the clause's end.
  mutating func dependency(_ index: Int) -> Int? {
    let isBlocked = reader.has(index, .blocked)
    guard isBlocked || reader.has(index, .after) else { return nil }
    let tokens = draft.tokens
    let place = index + 1
    guard place < tokens.count else { return nil }
    if tokens[place].isTaken, isQuote(tokens[place]) {
      var close = place + 1
      while close < tokens.count, !isQuote(tokens[close]) { close += 1 }
      guard close < tokens.count else { return nil }
      let title = draft.text(tokens[place].end..<tokens[close].start)
      draft.reading.dependencies.append(title)
      draft.add(.dependency, span(index..<close + 1), title)
      return close + 1
    }
    guard isBlocked else { return nil }
    var end = place
    while end < tokens.count, !tokens[end].isTaken, tokens[end].mark != 44, tokens[end].mark != 59 {
      end += 1
    }
    guard end > place else { return nil }
    let title = draft.text(tokens[place].start..<tokens[end - 1].end)
    draft.reading.dependencies.append(title)
    draft.add(.dependency, span(index..<end), title)
    return end
  }

  private func isQuote(_ token: Token) -> Bool {
    token.mark == 34 || token.mark == 0x80 && draft.bytes[token.start] == 0xC2
  }

  /// The bytes of tokens.
  func span(_ range: Range<Int>) -> Range<Int> {
    draft.tokens[range.lowerBound].start..<draft.tokens[range.upperBound - 1].end
  }

  /// `Plan offsite: book venue, invite team, order food`: sub-tasks behind a colon.
  mutating func readSubtasks() {
    let tokens = draft.tokens
    guard
      let colon = tokens.indices.first(where: { index in
        tokens[index].mark == 58 && !tokens[index].isTaken && index > 0
          && index + 1 < tokens.count && !tokens[index + 1].isGlued
      }), tokens[..<colon].contains(where: { $0.shape == .word && !$0.isTaken })
    else { return }
    let covered = draft.removed
    var items: [Range<Int>] = []
    var first = colon + 1
    for index in (colon + 1)...tokens.count {
      guard index == tokens.count || tokens[index].mark == 44 || tokens[index].mark == 59 else {
        continue
      }
      if index > first { items.append(first..<index) }
      first = index + 1
    }
    let titles = items.compactMap { item -> (String, Range<Int>)? in
      let bytes = self.span(item)
      let text = LineScanner.remaining(draft.bytes, bytes, covered)
      return text.isEmpty ? nil : (text, bytes)
    }
    guard titles.count >= 2, titles.allSatisfy({ $0.0.utf8.count <= 80 }) else { return }
    for (title, bytes) in titles {
      draft.reading.subtasks.append(title)
      draft.reading.fields.append(
        LineField(kind: .subtask, span: bytes, value: title, confidence: 0.9))
    }
    draft.removed.append(tokens[colon].start..<tokens[tokens.count - 1].end)
  }

  /// The text of a range of a line's bytes without what was taken out, its spaces squeezed.
  static func remaining(
    _ bytes: [UInt8], _ range: Range<Int>, _ covered: [Range<Int>]
  ) -> String {
    var out: [UInt8] = []
    var holes = covered.filter { $0.overlaps(range) }.sorted { $0.lowerBound < $1.lowerBound }
    holes.append(range.upperBound..<range.upperBound)
    var place = range.lowerBound
    for hole in holes {
      if hole.lowerBound > place {
        out += bytes[place..<min(hole.lowerBound, range.upperBound)]
      }
      if hole.upperBound > place, hole.upperBound < range.upperBound {
        out.append(32)
      }
      place = max(place, hole.upperBound)
    }
    return squeezed(out)
  }

  /// Bytes with single spaces, and without marks that hang loose at either end or before others.
  static func squeezed(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      let isSpace = byte == 32 || byte == 9 || byte == 10 || byte == 13
      if isSpace {
        if out.last != 32, !out.isEmpty { out.append(32) }
      } else {
        if byte == 44 || byte == 59, out.last == 32 {
          out.removeLast()
          if out.last == byte { continue }
        }
        out.append(byte)
      }
    }
    let loose: [UInt8] = [32, 44, 59]
    while let last = out.last, loose.contains(last) { out.removeLast() }
    if out.count > 2, out.last == 45 || out.last == 58, out[out.count - 2] == 32 {
      out.removeLast()
      while out.last == 32 { out.removeLast() }
    }
    var first = 0
    while first < out.count, loose.contains(out[first]) { first += 1 }
    if first + 1 < out.count, out[first] == 45 || out[first] == 58, out[first + 1] == 32 {
      first += 2
    }
    return String(decoding: out[first...], as: UTF8.self)
  }

  /// What is left is the title; where nothing is left, the line as it was typed.
  mutating func finishTitle() {
    draft.reading.fields.sort { $0.span.lowerBound < $1.span.lowerBound }
    draft.reading.take(draft.bytes, without: draft.removed)
  }
}
