/// Fields that stand in one line without anything between them: `From: A <a@b>To: C <c@d>Subject: E`.
enum GluedFields {
  /// The fields of the range in their order, each value up to the next label.
  static func read(_ bytes: [UInt8], _ range: Range<Int>) -> [(ForwardLabel, [UInt8])] {
    var found: [(label: ForwardLabel, start: Int, value: Int)] = []
    var used: Set<ForwardLabel> = []
    var index = range.lowerBound
    while index < range.upperBound {
      let colon = colonWidth(bytes, index, range.upperBound)
      if colon > 0,
        let match = label(bytes, before: index, from: found.last?.value ?? range.lowerBound),
        !used.contains(match.label)
      {
        found.append((match.label, match.start, index + colon))
        used.insert(match.label)
        index += colon
      } else {
        index += max(colon, 1)
      }
    }
    var result: [(ForwardLabel, [UInt8])] = []
    for (place, field) in found.enumerated() {
      let end = place + 1 < found.count ? found[place + 1].start : range.upperBound
      let value = bytes[field.value..<max(field.value, end)]
      let parts = field.label == .to ? splitCopies(Array(value)) : (Array(value), nil)
      result.append((field.label, parts.0))
      if let copies = parts.1 { result.append((.cc, copies)) }
    }
    return result
  }

  private static func colonWidth(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Int {
    if bytes[index] == Byte.colon { return 1 }
    guard bytes[index] == 0xEF, index + 2 < end else { return 0 }
    return bytes[index + 1] == 0xBC && bytes[index + 2] == 0x9A ? 3 : 0
  }

  /// The longest label that ends at a colon and does not begin inside a word.
  private static func label(
    _ bytes: [UInt8], before colon: Int, from lowest: Int
  ) -> (label: ForwardLabel, start: Int)? {
    var best: (label: ForwardLabel, start: Int)?
    var start = colon
    var end = colon
    while end > lowest, Byte.isBlank(bytes[end - 1]) || bytes[end - 1] == 0xA0 { end -= 1 }
    if end > lowest, bytes[end - 1] == 0xC2 { end -= 1 }
    start = end
    while start > lowest, colon - start < 48 {
      start -= 1
      // Only at the first byte of a character.
      if bytes[start] & 0xC0 == 0x80 { continue }
      if start > lowest, isInsideWord(bytes, start) { continue }
      let word = ForwardBlock.normalized(bytes[start..<end])
      if let label = ForwardLabel.find(word) { best = (label, start) }
    }
    return best
  }

  /// True where a label at `start` would begin inside a word: a small letter stands before it.
  private static func isInsideWord(_ bytes: [UInt8], _ start: Int) -> Bool {
    let before = bytes[start - 1]
    if Byte.isLetter(before) {
      // `CETSubject:` is glued, `Maria:` is a word.
      return before >= 97 || Byte.isLetter(bytes[start]) && bytes[start] >= 97
    }
    return false
  }

  /// Polish programs write `Dw` without a colon between recipients and copies.
  private static func splitCopies(_ value: [UInt8]) -> ([UInt8], [UInt8]?) {
    let mark = Array(">Dw ".utf8)
    guard value.count > mark.count else { return (value, nil) }
    for index in 0...(value.count - mark.count)
    where value[index..<(index + mark.count)].elementsEqual(mark) {
      return (Array(value[...index]), Array(value[(index + mark.count)...]))
    }
    return (value, nil)
  }
}
