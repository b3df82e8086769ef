/// A line while its explicit syntax is taken out: `#project`, `@tag`, `+person`, `!1`, addresses,
/// quotes and escapes. What is taken is marked on the tokens, so that no date is read there.
struct LineDraft {
  /// The line's bytes.
  let bytes: [UInt8]
  /// Its tokens.
  var tokens: [Token]
  /// What was understood.
  var reading: LineReading
  /// Bytes that are not title.
  var removed: [Range<Int>] = []
  /// Names that the user has.
  let context: LineContext

  /// A draft of a line that was cut.
  init(_ bytes: [UInt8], _ tokens: [Token], _ context: LineContext) {
    self.bytes = bytes
    self.tokens = tokens
    self.context = context
    reading = LineReading(title: "")
  }

  /// The text of a range of bytes.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// True where that token is that mark and not taken.
  func mark(_ index: Int, _ character: Unicode.Scalar) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].mark == UInt8(ascii: character)
      && !tokens[index].isTaken
  }

  /// Marks tokens as taken.
  mutating func take(_ range: Range<Int>) {
    for index in range where index < tokens.count { tokens[index].isTaken = true }
  }

  /// Adds a field whose bytes leave the title.
  mutating func add(_ kind: LineField.Kind, _ span: Range<Int>, _ value: String) {
    reading.fields.append(LineField(kind: kind, span: span, value: value, confidence: 1))
    removed.append(span)
  }

  /// Reads all explicit syntax, from left to right.
  mutating func readSyntax() {
    let openers: Cue = [.priority, .urgent]
    guard
      tokens.contains(where: {
        $0.mark != 0 || $0.end - $0.start == 1 || !$0.entry.cues.isDisjoint(with: openers)
      })
    else { return }
    var index = 0
    while index < tokens.count {
      guard !tokens[index].isTaken else {
        index += 1
        continue
      }
      let token = tokens[index]
      switch token.mark {
      case UInt8(ascii: "\\"): index = escape(index)
      case 34: index = quote(index)
      case 0x80 where isGuillemet(index): index = quote(index)
      case UInt8(ascii: ":"): index = address(index)
      case UInt8(ascii: "."): index = dotted(index)
      case UInt8(ascii: "#"): index = project(index)
      case UInt8(ascii: "@"): index = tag(index)
      case UInt8(ascii: "+"): index = person(index)
      case UInt8(ascii: "!"): index = exclamation(index)
      default: index = token.shape == .word ? word(index) : index + 1
      }
    }
  }

  /// True where nothing is glued before the token.
  func opens(_ index: Int) -> Bool {
    !tokens[index].isGlued || index == 0 || mark(index - 1, "(")
  }

  private func isGuillemet(_ index: Int) -> Bool {
    let token = tokens[index]
    return token.end - token.start == 2 && bytes[token.start] == 0xC2
      && (bytes[token.start + 1] == 0xAB || bytes[token.start + 1] == 0xBB)
  }

  /// The token behind everything that is glued to a token.
  func gluedEnd(_ index: Int) -> Int {
    var end = index + 1
    while end < tokens.count, tokens[end].isGlued { end += 1 }
    return end
  }

  /// A backslash: what is glued to it is title.
  private mutating func escape(_ index: Int) -> Int {
    guard index + 1 < tokens.count, tokens[index + 1].isGlued else { return index + 1 }
    let end = gluedEnd(index)
    removed.append(tokens[index].start..<tokens[index].end)
    reading.fields.append(
      LineField(
        kind: .escape, span: tokens[index].start..<tokens[index].end, value: "", confidence: 1))
    take(index..<end)
    return end
  }

  /// Quotes: what is between them is title. Where the whole line is quoted, the quotes go.
  private mutating func quote(_ index: Int) -> Int {
    guard opens(index) else { return index + 1 }
    var close = index + 1
    while close < tokens.count, tokens[close].mark != 34, !isGuillemet(close) { close += 1 }
    guard close < tokens.count, close > index + 1 else { return index + 1 }
    if index == 0, close == tokens.count - 1 {
      removed += [tokens[index].start..<tokens[index].end, tokens[close].start..<tokens[close].end]
    }
    take(index..<close + 1)
    return close + 1
  }

  /// `https://…`: everything up to the next space, without closing marks.
  private mutating func address(_ index: Int) -> Int {
    guard index > 0, tokens[index].isGlued, tokens[index - 1].shape == .word,
      index + 2 < tokens.count,
      mark(index + 1, "/"), mark(index + 2, "/"), tokens[index + 1].isGlued,
      tokens[index + 2].isGlued
    else { return index + 1 }
    let scheme = text(tokens[index - 1].start..<tokens[index - 1].end).lowercased()
    guard ["http", "https", "ftp"].contains(scheme) else { return index + 1 }
    return url(index - 1)
  }

  private mutating func url(_ first: Int) -> Int {
    var end = gluedEnd(first)
    let closing: [UInt8] = [46, 44, 59, 58, 33, 63, 41, 93, 34, 39]
    while end - 1 > first, closing.contains(tokens[end - 1].mark) { end -= 1 }
    let span = tokens[first].start..<tokens[end - 1].end
    reading.urls.append(text(span))
    reading.fields.append(LineField(kind: .url, span: span, value: text(span), confidence: 1))
    take(first..<end)
    return end
  }

  /// `www.example.org`, `file.txt`: no date in them.
  private mutating func dotted(_ index: Int) -> Int {
    guard index > 0, tokens[index].isGlued, index + 1 < tokens.count, tokens[index + 1].isGlued,
      tokens[index - 1].shape == .word, tokens[index + 1].shape == .word,
      tokens[index - 1].end - tokens[index - 1].start > 1
    else { return index + 1 }
    var first = index - 1
    while first > 0, tokens[first].isGlued { first -= 1 }
    if text(tokens[first].start..<tokens[first].end).lowercased() == "www" { return url(first) }
    guard tokens[index + 1].entry.isTemporal == false else { return index + 1 }
    let end = gluedEnd(index)
    take(first..<end)
    return end
  }
}
