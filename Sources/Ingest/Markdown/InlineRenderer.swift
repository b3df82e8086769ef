/// Writes an `InlineBuffer` as CommonMark (0.31, section 6) with GFM's strikethrough.
///
/// A mark is written only where CommonMark's rules of flanking read it back as that mark; where
/// they would not, the words stand without it, so that the text always survives.
struct InlineRenderer {
  private let buffer: InlineBuffer
  /// True inside a cell of a table, where `|` needs an escape and lines cannot break.
  private let isCell: Bool
  /// True in a heading, where lines cannot break.
  private let isSingleLine: Bool

  private var output: [UInt8] = []
  private var needsBlank = false
  private var needsBreak = false
  private var escaper = TextEscaper()

  /// A mark that has begun.
  private struct OpenMark {
    var token: Int
    /// Where its delimiter stands in the output; -1 while it is not yet written.
    var place = -1
    /// True where it is left out.
    var isSilent = false
  }
  private var marks: [OpenMark] = []
  /// Marks that have ended, whose end is written once it is known what follows.
  private var endings: [OpenMark] = []
  private var linkDepth = 0
  /// Where the last run of code ended in the output.
  private var codeEnd = -1
  /// The marks that are written; all others are left out.
  private let allowed: Marks
  /// True where marks stand so close or so deep that CommonMark might pair them otherwise.
  private(set) var isIntricate = false

  /// Which marks are written.
  enum Marks: CaseIterable {
    case all, withoutEmphasis, none
  }

  /// A renderer of the words in the buffer.
  init(
    _ buffer: InlineBuffer, isCell: Bool = false, isSingleLine: Bool = false, marks: Marks = .all
  ) {
    allowed = marks
    self.buffer = buffer
    self.isCell = isCell
    self.isSingleLine = isSingleLine || isCell
    output.reserveCapacity(buffer.bytes.count + 64)
    escaper.isCell = isCell
  }

  /// The Markdown; lines end with a line feed, the last does not.
  mutating func render() -> [UInt8] {
    for place in buffer.tokens.indices {
      let token = buffer.tokens[place]
      switch token.kind {
      case .text: writeText(token)
      case .code: writeCode(buffer.bytes[token.first..<token.end])
      case .verbatim:
        let content = buffer.bytes[token.first..<token.end]
        prepare(next: UInt32(content.first ?? 0x20))
        output.append(contentsOf: content)
        escaper.notLineStart()
      case .image: writeImage(token)
      case .open: open(place)
      case .close: close(token.mark)
      case .lineBreak:
        if isSingleLine { needsBlank = true } else if !output.isEmpty { needsBreak = true }
      case .blank: needsBlank = true
      }
    }
    finishEndings(next: nil)
    while output.last == 0x20 || output.last == 0x0A { output.removeLast() }
    return output
  }

  // MARK: Words

  private mutating func writeText(_ token: InlineToken) {
    let bytes = buffer.bytes
    var place = token.first
    while place < token.end {
      let byte = bytes[place]
      if HTMLText.isSpace(byte) {
        needsBlank = true
        place += 1
        continue
      }
      if byte == 0xC2, place + 1 < token.end, bytes[place + 1] == 0xA0 {
        needsBlank = true
        place += 2
        continue
      }
      var end = place + 1
      while end < token.end, !HTMLText.isSpace(bytes[end]),
        !(bytes[end] == 0xC2 && end + 1 < token.end && bytes[end + 1] == 0xA0)
      {
        end += 1
      }
      prepareScalar(bytes, place)
      escaper.write(bytes, place..<end, isLast: end == token.end, to: &output)
      place = end
    }
  }

  private mutating func prepareScalar(_ bytes: [UInt8], _ place: Int) {
    if bytes[place] < 0x80 {
      prepare(next: UInt32(bytes[place]))
    } else {
      prepare(next: InlineFlanking.scalar(bytes, at: place))
    }
  }

  /// Writes what waits before the next visible sign: ends of marks, a blank, beginnings.
  private mutating func prepare(next: UInt32) {
    let isApart = needsBlank || needsBreak
    finishEndings(next: isApart ? 0x20 : next)
    if needsBreak {
      output.append(contentsOf: [0x20, 0x20, 0x0A])
      escaper.startLine(isFirst: false)
    } else if needsBlank, !output.isEmpty {
      output.append(0x20)
      escaper.blank()
    }
    needsBreak = false
    needsBlank = false
    for place in marks.indices where marks[place].place < 0 && !marks[place].isSilent {
      begin(place, next: next)
    }
  }

  private mutating func begin(_ place: Int, next: UInt32) {
    let token = buffer.tokens[marks[place].token]
    if token.mark == .link {
      if linkDepth > 0 {
        marks[place].isSilent = true
        return
      }
      linkDepth += 1
      marks[place].place = output.count
      if output.last == 0x21 { output.insert(0x5C, at: output.count - 1) }
      marks[place].place = output.count
      output.append(0x5B)
      escaper.notLineStart()
      return
    }
    let isRepeated = marks[..<place].contains {
      !$0.isSilent && buffer.tokens[$0.token].mark == token.mark
    }
    let isAllowed = allowed == .all || (allowed == .withoutEmphasis && token.mark == .strong)
    guard !isRepeated, isAllowed,
      InlineFlanking.opens(before: InlineFlanking.last(output), after: next)
    else {
      marks[place].isSilent = true
      return
    }
    let isNested = marks[..<place].contains {
      $0.place >= 0 && !$0.isSilent && buffer.tokens[$0.token].mark != .link
    }
    let last = InlineFlanking.last(output)
    if isNested || last == 0x2A || last == 0x7E || !InlineFlanking.isBlank(last) {
      isIntricate = true
    }
    marks[place].place = output.count
    output.append(contentsOf: Self.delimiter(token.mark))
    escaper.notLineStart()
  }

  private static func delimiter(_ mark: InlineToken.Mark) -> [UInt8] {
    switch mark {
    case .strong: [0x2A, 0x2A]
    case .emphasis: [0x2A]
    case .strike: [0x7E, 0x7E]
    case .link, .none: []
    }
  }

  // MARK: Marks

  private mutating func open(_ place: Int) {
    let mark = buffer.tokens[place].mark
    // The same mark again at once goes on with the first.
    if mark != .link, !needsBlank, !needsBreak, let last = endings.last,
      buffer.tokens[last.token].mark == mark, marks.allSatisfy({ $0.place >= 0 || $0.isSilent })
    {
      marks.append(endings.removeLast())
      return
    }
    marks.append(OpenMark(token: place))
  }

  private mutating func close(_ mark: InlineToken.Mark) {
    guard let last = marks.popLast() else { return }
    if last.isSilent || last.place < 0 { return }
    if mark == .link {
      finishEndings(next: 0x5D)
      output.append(contentsOf: [0x5D, 0x28])
      output.append(contentsOf: buffer.addresses[buffer.tokens[last.token].address])
      output.append(0x29)
      linkDepth -= 1
      escaper.notLineStart()
      return
    }
    endings.append(last)
  }

  private mutating func finishEndings(next: UInt32?) {
    guard !endings.isEmpty else { return }
    let waiting = endings
    endings.removeAll()
    for ending in waiting {
      let delimiter = Self.delimiter(buffer.tokens[ending.token].mark)
      if InlineFlanking.closes(before: InlineFlanking.last(output), after: next ?? 0x20),
        output.count > ending.place + delimiter.count
      {
        if let next, !InlineFlanking.isBlank(next) { isIntricate = true }
        output.append(contentsOf: delimiter)
        escaper.notLineStart()
      } else {
        remove(delimiter.count, at: ending.place)
      }
    }
  }

  /// Takes a delimiter back that cannot be ended.
  private mutating func remove(_ count: Int, at place: Int) {
    output.removeSubrange(place..<place + count)
    for index in marks.indices where marks[index].place > place { marks[index].place -= count }
    // What now stands at the start of a line may mean something there.
    if place == 0 || output[place - 1] == 0x0A { escapeLineStart(place) }
  }

  private mutating func escapeLineStart(_ place: Int) {
    guard place < output.count else { return }
    let special: [UInt8] = Array("#>-+=|:".utf8)
    if special.contains(output[place]) {
      output.insert(0x5C, at: place)
      for index in marks.indices where marks[index].place > place { marks[index].place += 1 }
      return
    }
    var end = place
    while end < output.count, output[end] &- 0x30 < 10 { end += 1 }
    if end > place, end < output.count, output[end] == 0x2E || output[end] == 0x29 {
      output.insert(0x5C, at: end)
      for index in marks.indices where marks[index].place > end { marks[index].place += 1 }
    }
  }

  // MARK: Code and images

  private mutating func writeCode(_ code: ArraySlice<UInt8>) {
    let words = ASCIIWords.trim(code)
    guard !words.isEmpty else {
      needsBlank = true
      return
    }
    if let first = code.first, HTMLText.isSpace(first) { needsBlank = true }
    prepare(next: 0x60)
    if codeEnd == output.count {
      // Two runs of code that touch would be read as one: the second stands as words.
      let text = Array(words)
      escaper.write(text, 0..<text.count, isLast: true, to: &output)
      if let last = code.last, HTMLText.isSpace(last) { needsBlank = true }
      return
    }
    var longest = 0
    var run = 0
    for byte in words {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = [UInt8](repeating: 0x60, count: longest + 1)
    let isPadded = words.first == 0x60 || words.last == 0x60
    output.append(contentsOf: fence)
    if isPadded { output.append(0x20) }
    var isBlank = false
    for byte in words {
      if HTMLText.isSpace(byte) {
        if !isBlank { output.append(0x20) }
        isBlank = true
        continue
      }
      isBlank = false
      if isCell, byte == 0x7C { output.append(0x5C) }
      output.append(byte)
    }
    if isPadded { output.append(0x20) }
    output.append(contentsOf: fence)
    codeEnd = output.count
    escaper.notLineStart()
    if let last = code.last, HTMLText.isSpace(last) { needsBlank = true }
  }

  private mutating func writeImage(_ token: InlineToken) {
    prepare(next: 0x21)
    output.append(contentsOf: [0x21, 0x5B])
    var words = TextWriter()
    words.add(buffer.bytes[token.first..<token.end])
    let text = words.finish()
    var inner = TextEscaper()
    inner.isCell = isCell
    inner.notLineStart()
    inner.write(text, 0..<text.count, isLast: true, to: &output)
    output.append(contentsOf: [0x5D, 0x28])
    output.append(contentsOf: buffer.addresses[token.address])
    output.append(0x29)
    escaper.notLineStart()
  }
}
