/// Tells for each line of a body what it is to the rules about answers.
struct ReplyLines {
  /// One kind for each line.
  private(set) var kinds: [ReplyLineKind]
  private let text: BodyText

  /// Looks at every line once; lines that only together make an attribution are marked together.
  init(_ text: BodyText) {
    self.text = text
    kinds = []
    kinds.reserveCapacity(text.lines.count)
    var line = 0
    while line < text.lines.count {
      if let count = attributionLines(at: line) {
        kinds.append(contentsOf: repeatElement(.attribution, count: count))
        line += count
      } else {
        kinds.append(kind(of: line))
        line += 1
      }
    }
    protectCode()
  }

  private func kind(of line: Int) -> ReplyLineKind {
    let current = text.lines[line]
    if current.depth > 0 { return .quote }
    if current.isBlank { return .blank }
    let bytes = text.bytes
    let first = bytes[current.content]
    if first == UInt8(ascii: "|") { return .quote }
    if let rule = rule(current) { return rule }
    if isLonelyMark(current) { return .blank }
    if first == Byte.hyphen || first == Byte.asterisk || first == Byte.underscore,
      let separator = ForwardSeparator.read(text, at: line), separator.kind != .unknown
    {
      return separator.kind == .rule ? .rule : .separator
    }
    if current.contentEnd - current.content < 120, isMobileSignature(current) { return .mobile }
    return ForwardBlock.isField(text, at: line) ? .field : .text
  }

  /// Two or more of one sign that rules are drawn with.
  private func rule(_ line: BodyText.Line) -> ReplyLineKind? {
    let bytes = text.bytes
    let first = bytes[line.content]
    switch first {
    case Byte.hyphen, Byte.underscore, Byte.equals, Byte.asterisk, UInt8(ascii: "#"),
      UInt8(ascii: "~"), UInt8(ascii: "+"):
      guard line.contentEnd - line.content >= 2 else { return nil }
      for place in line.content..<line.contentEnd where bytes[place] != first { return nil }
      return first == Byte.hyphen && line.contentEnd - line.content == 2 ? .signature : .rule
    // U+2014 and U+2013, dashes that phones make of `--`.
    case 0xE2:
      let rest = bytes[line.content..<line.contentEnd]
      guard rest.elementsEqual([0xE2, 0x80, 0x94]) || rest.elementsEqual([0xE2, 0x80, 0x93]) else {
        return nil
      }
      return .signature
    default: return nil
    }
  }

  /// U+1427, which a mail tracker leaves in texts.
  private func isLonelyMark(_ line: BodyText.Line) -> Bool {
    text.bytes[line.content..<line.contentEnd].elementsEqual([0xE1, 0x90, 0xA7])
  }

  private func isMobileSignature(_ line: BodyText.Line) -> Bool {
    let bytes = text.bytes
    var start = line.content
    while start < line.contentEnd,
      bytes[start] == Byte.asterisk || bytes[start] == Byte.underscore
        || bytes[start] == UInt8(ascii: "[")
    {
      start += 1
    }
    guard start < line.contentEnd else { return false }
    let first = Byte.lowercased(bytes[start])
    if first < 0x80 {
      return ReplyWords.mobileSignatures.contains { word in
        word[0] == first && word.count <= line.contentEnd - start
          && word.indices.allSatisfy { word[$0] == Byte.lowercased(bytes[start + $0]) }
      }
    }
    let lowered = Array(
      String(decoding: bytes[start..<line.contentEnd], as: UTF8.self).lowercased().utf8)
    return ReplyWords.mobileSignatures.contains { lowered.starts(with: $0) }
  }

  /// How many lines from `line` on make one attribution, nil where none begins there.
  private func attributionLines(at line: Int) -> Int? {
    let current = text.lines[line]
    guard !current.isBlank else { return nil }
    var digits = 0
    var hasAt = false
    for place in current.content..<min(current.contentEnd, current.content + 300) {
      let byte = text.bytes[place]
      if Byte.isDigit(byte) { digits += 1 }
      if byte == Byte.at { hasAt = true }
    }
    guard digits >= 2 || hasAt else { return nil }
    var joined: [UInt8] = []
    for count in 1...3 {
      let index = line + count - 1
      guard index < text.lines.count else { return nil }
      let next = text.lines[index]
      let length = next.contentEnd - next.content
      guard !next.isBlank, next.depth == current.depth || isLost(next), length < 300 else {
        return nil
      }
      // A second line that begins a date of its own would be an attribution of its own.
      if count > 1 { joined.append(Byte.space) }
      joined += text.bytes[next.content..<next.contentEnd]
      if AttributionShape.matches(joined) { return count }
      guard joined.last != Byte.colon, joined.last != UInt8(ascii: ".") || hasAt else {
        return nil
      }
    }
    return nil
  }

  /// `>:` that a line break cut off from an address.
  private func isLost(_ line: BodyText.Line) -> Bool {
    line.contentEnd - line.content <= 1
  }

  /// Lines between two fences are the writer's, whatever they look like.
  private mutating func protectCode() {
    var open: Int?
    for index in kinds.indices where isFence(text.lines[index]) {
      if let start = open {
        for inside in start...index { kinds[inside] = .text }
        open = nil
      } else {
        open = index
      }
    }
  }

  private func isFence(_ line: BodyText.Line) -> Bool {
    guard line.depth == 0, line.contentEnd - line.content >= 3 else { return false }
    let mark = text.bytes[line.content]
    guard mark == UInt8(ascii: "`") else { return false }
    return text.bytes[line.content + 1] == mark && text.bytes[line.content + 2] == mark
  }
}
