extension LineDraft {
  /// `#Project`, `#Work/Tax`, `#"Two words"`, or a tag of that name where no project has it.
  mutating func project(_ index: Int) -> Int {
    guard opens(index), index + 1 < tokens.count, tokens[index + 1].isGlued,
      let name = name(index + 1, known: context.projects)
    else { return index + 1 }
    let span = tokens[index].start..<name.byteEnd
    let path = name.text.split(separator: "/").map(String.init)
    guard !path.isEmpty else { return index + 1 }
    if !isKnown(name.text, context.projects), isKnown(name.text, context.tags) {
      reading.tags.append(name.text)
      add(.tag, span, name.text)
    } else {
      guard reading.project.isEmpty else { return index + 1 }
      reading.project = path
      add(.project, span, name.text)
    }
    take(index..<name.end)
    return name.end
  }

  /// `@tag`; before a time or a day it only says "at".
  mutating func tag(_ index: Int) -> Int {
    if tokens[index].isGlued, index > 0, tokens[index - 1].shape != .mark {
      var first = index - 1
      while first > 0, tokens[first].isGlued { first -= 1 }
      let end = gluedEnd(index)
      take(first..<end)
      return end
    }
    guard opens(index), index + 1 < tokens.count, tokens[index + 1].isGlued else {
      return index + 1
    }
    let next = tokens[index + 1]
    if next.shape == .number { return index + 1 }
    if !isKnown(text(next.start..<next.end), context.tags),
      next.entry.weekday != 0 || next.entry.dayOffset != .min
        || !next.entry.cues.isDisjoint(with: [.noon, .midnight])
    {
      return index + 1
    }
    guard let name = name(index + 1, known: context.tags) else { return index + 1 }
    reading.tags.append(name.text)
    add(.tag, tokens[index].start..<name.byteEnd, name.text)
    take(index..<name.end)
    return name.end
  }

  /// `+person`.
  mutating func person(_ index: Int) -> Int {
    guard opens(index), index + 1 < tokens.count, tokens[index + 1].isGlued,
      tokens[index + 1].shape == .word || tokens[index + 1].mark == 34,
      let name = name(index + 1, known: [])
    else { return index + 1 }
    reading.assignees.append(name.text)
    add(.assignee, tokens[index].start..<name.byteEnd, name.text)
    take(index..<name.end)
    return name.end
  }

  /// A name that begins at a token: quoted, one that the user has (the longest), or the letters,
  /// digits, `-`, `_` and `/` up to the next space.
  private func name(
    _ index: Int, known: [String]
  ) -> (text: String, end: Int, byteEnd: Int)? {
    if tokens[index].mark == 34 {
      var close = index + 1
      while close < tokens.count, tokens[close].mark != 34 { close += 1 }
      guard close < tokens.count, close > index + 1 else { return nil }
      let inner = text(tokens[index].end..<tokens[close].start)
      guard inner.contains(where: { $0 != " " }) else { return nil }
      return (inner, close + 1, tokens[close].end)
    }
    if let match = longestKnown(tokens[index].start, known) {
      var end = index
      while end < tokens.count, tokens[end].start < match.end { end += 1 }
      return (match.name, end, match.end)
    }
    let isPlain: (Token) -> Bool = { token in
      token.shape != .mark || [45, 95, 47].contains(token.mark)
    }
    var end = index
    while end < tokens.count, end == index || tokens[end].isGlued, isPlain(tokens[end]) { end += 1 }
    while end > index, tokens[end - 1].shape == .mark { end -= 1 }
    guard end > index, tokens[index..<end].contains(where: { $0.shape == .word }) else {
      return nil
    }
    let span = tokens[index].start..<tokens[end - 1].end
    return (text(span), end, span.upperBound)
  }

  /// The longest known name that stands at a byte and ends at a word's end.
  private func longestKnown(_ start: Int, _ names: [String]) -> (name: String, end: Int)? {
    guard !names.isEmpty else { return nil }
    var best: (name: String, end: Int)?
    let rest = TextFolding.folded(Array(bytes[start...]))
    guard rest.count == bytes.count - start else { return nil }
    for name in names where name.utf8.contains(32) || name.utf8.contains(47) {
      let folded = TextFolding.folded(Array(name.utf8))
      guard folded.count <= rest.count, rest.starts(with: folded), folded.count > best?.end ?? 0
      else { continue }
      if folded.count < rest.count {
        let next = rest[folded.count]
        let isLetter = next | 0x20 >= 97 && next | 0x20 <= 122 || next >= 0x80 || next &- 48 < 10
        if isLetter { continue }
      }
      best = (name, folded.count)
    }
    return best.map { ($0.name, start + $0.end) }
  }

  /// True where the user has a thing of that name, whatever its case and accents.
  func isKnown(_ name: String, _ names: [String]) -> Bool {
    let folded = TextFolding.folded(Array(name.utf8))
    return names.contains { candidate in
      let other = TextFolding.folded(Array(candidate.utf8))
      return other == folded || other.split(separator: 47).last.map(Array.init) == folded
    }
  }

  /// `!1` to `!4`, `!!!`, `!!`, `!30m` (a reminder).
  mutating func exclamation(_ index: Int) -> Int {
    guard opens(index), index == 0 || !tokens[index].isGlued else { return index + 1 }
    var end = index + 1
    while mark(end, "!"), tokens[end].isGlued { end += 1 }
    let count = end - index
    let isLast = end >= tokens.count || !tokens[end].isGlued
    if count == 1, end < tokens.count, tokens[end].isGlued, tokens[end].shape == .number,
      tokens[end].digits == 1, (1...4).contains(tokens[end].value),
      end + 1 >= tokens.count || !tokens[end + 1].isGlued || tokens[end + 1].shape == .mark
    {
      return setPriority(tokens[end].value % 4, index..<end + 1)
    }
    guard isLast, count == 2 || count == 3 else { return end }
    return setPriority(4 - count, index..<end)
  }

  private mutating func setPriority(_ value: Int, _ range: Range<Int>) -> Int {
    guard reading.priority == nil else { return range.upperBound }
    reading.priority = value
    add(
      .priority, tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end,
      String(value))
    take(range)
    return range.upperBound
  }

  /// Words with a meaning of their own: `p1`, `urgent`, `high priority`, `priority 2`.
  mutating func word(_ index: Int) -> Int {
    let token = tokens[index]
    if token.end - token.start == 1, bytes[token.start] | 0x20 == UInt8(ascii: "p"),
      !token.isGlued, index + 1 < tokens.count, tokens[index + 1].shape == .number,
      tokens[index + 1].isGlued, tokens[index + 1].digits == 1,
      (1...4).contains(tokens[index + 1].value),
      index + 2 >= tokens.count || !tokens[index + 2].isGlued
        || tokens[index + 2].shape == .mark
          && (index + 3 >= tokens.count || !tokens[index + 3].isGlued)
    {
      return setPriority(tokens[index + 1].value % 4, index..<index + 2)
    }
    if token.entry.cues.contains(.urgent),
      index + 1 == tokens.count || index > 0 && mark(index + 1, ",")
        || index == 0 && (mark(1, ":") || mark(1, ",")),
      tokens.count > 1
    {
      return setPriority(1, index..<index + 1)
    }
    if token.entry.cues.contains(.priority), !token.isGlued { return namedPriority(index) }
    return index + 1
  }

  private mutating func namedPriority(_ index: Int) -> Int {
    if index + 1 < tokens.count, tokens[index + 1].shape == .number,
      (1...4).contains(tokens[index + 1].value), tokens[index + 1].digits == 1
    {
      return setPriority(tokens[index + 1].value % 4, index..<index + 2)
    }
    guard index > 0, index + 1 == tokens.count || index == 1 || mark(index + 1, ",") else {
      return index + 1
    }
    let levels = ["high": 1, "top": 1, "medium": 2, "normal": 2, "low": 3, "no": 0]
    let before = text(tokens[index - 1].start..<tokens[index - 1].end).lowercased()
    guard let level = levels[before] else { return index + 1 }
    return setPriority(level, index - 1..<index + 1)
  }
}
