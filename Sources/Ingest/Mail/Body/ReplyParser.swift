/// Parts a body into the writer's words, quoted history and signature.
///
/// Each line gets a kind; then rules over the row of kinds decide where the writer's words end. An
/// answer may stand above the quote, below it, or between its lines.
public struct ReplyParser {
  private let text: BodyText
  private var kinds: [ReplyLineKind]
  /// Lines from here on are not the writer's.
  private var end: Int
  /// Lines before `end` that are not the writer's.
  private var dropped: [Bool]
  private var signature: Range<Int>?

  private init(_ text: BodyText) {
    self.text = text
    kinds = ReplyLines(text).kinds
    end = kinds.count
    dropped = Array(repeating: false, count: kinds.count)
  }

  /// Takes a plain-text body apart.
  public static func parse(_ body: String) -> ReplyText {
    places(body).reply
  }

  /// Takes a plain-text body apart, and tells in which lines, from 0, the writer's own words stand.
  static func places(_ body: String) -> (reply: ReplyText, lines: [Int]) {
    let text = BodyText(body)
    var parser = ReplyParser(text)
    if parser.isNothingButAttributions {
      return (ReplyText(text: "", quoted: body, signature: nil), [])
    }
    parser.cutSignature()
    parser.cutRules()
    parser.cutMobile()
    parser.cutSeparator()
    parser.cutHistory()
    parser.cutFields()
    parser.cutTrailingQuote()
    parser.cutClosing()
    let own = parser.wanted(0..<parser.end) { !parser.dropped[$0] }
    return (parser.result(own), own)
  }

  private var isNothingButAttributions: Bool {
    var count = 0
    for (index, kind) in kinds.enumerated() {
      if kind == .blank || text.lines[index].isBlank { continue }
      guard kind == .attribution else { return false }
      count += 1
    }
    return count > 1
  }

  /// The last line of the writer's text before `line`, nil where there is none.
  private func textBefore(_ line: Int) -> Int? {
    kinds[..<line].lastIndex(of: .text)
  }

  private func count(_ kind: ReplyLineKind, from line: Int) -> Int {
    kinds[line..<end].reduce(0) { $0 + ($1 == kind ? 1 : 0) }
  }

  /// `-- ` ends the text, where something stands above it.
  private mutating func cutSignature() {
    guard let line = kinds.firstIndex(of: .signature), textBefore(line) != nil else { return }
    // What follows the signature of a mail that is answered above it is history.
    let stop =
      kinds[line...].firstIndex {
        $0 == .attribution || $0 == .separator || $0 == .quote
      } ?? end
    signature = (line + 1)..<stop
    end = line
  }

  /// A rule ends the text, unless a longer text goes on below it.
  private mutating func cutRules() {
    guard let line = kinds[..<end].firstIndex(of: .rule), textBefore(line) != nil else { return }
    if count(.text, from: line) <= 12 || count(.field, from: line) >= 3 { end = line }
  }

  /// What a phone writes ends the text too.
  private mutating func cutMobile() {
    guard let line = kinds[..<end].firstIndex(of: .mobile) else { return }
    if textBefore(line) != nil {
      if signature == nil { signature = line..<(line + 1) }
      end = line
    } else {
      dropped[line] = true
    }
  }

  private mutating func cutSeparator() {
    guard let line = kinds[..<end].firstIndex(of: .separator) else { return }
    if textBefore(line) != nil {
      end = line
    } else {
      dropped[line] = true
      dropFields(from: line + 1)
    }
  }

  private mutating func dropFields(from first: Int) {
    var line = first
    while line < end, kinds[line] == .blank { line += 1 }
    guard line < end, kinds[line] == .field else { return }
    let block = ForwardBlock(text, at: line)
    guard block.labels.count >= 3 else { return }
    for inside in line..<min(block.next, end) { dropped[inside] = true }
  }

  /// Cuts at the attribution that begins the history, and takes away those between answers.
  private mutating func cutHistory() {
    if let cut = historyStart() {
      end = cut
      return
    }
    dropLeadingQuote()
    for line in 0..<end where kinds[line] == .attribution { dropped[line] = true }
  }

  private func historyStart() -> Int? {
    var line = 0
    while line < end {
      guard kinds[line] == .attribution, textBefore(line) != nil else {
        line += 1
        continue
      }
      var lastQuote: Int?
      for index in line..<end where kinds[index] == .quote { lastQuote = index }
      guard let lastQuote else { return line }
      // Text between the quotes, or much below them, is an answer point by point.
      let isHuge = !kinds[line..<lastQuote].contains(.text) || isWrapped(line, lastQuote)
      if isHuge, count(.text, from: lastQuote) < 7 { return line }
      while line < end, kinds[line] == .attribution { line += 1 }
    }
    return nil
  }

  /// True where the only text between quoted lines is what a line break cut off from them.
  private func isWrapped(_ first: Int, _ lastQuote: Int) -> Bool {
    var index = first
    while index < lastQuote {
      if kinds[index] == .text {
        // The line before is quoted and the line after as well.
        let before = index > 0 && kinds[index - 1] == .quote
        let after = kinds[index + 1] == .quote
        guard before, after else { return false }
      }
      index += 1
    }
    return true
  }

  /// An answer below the whole quote: attribution, quote, then text to the end.
  private mutating func dropLeadingQuote() {
    var line = 0
    while line < end, kinds[line] == .blank { line += 1 }
    guard line < end, kinds[line] == .attribution else { return }
    while line < end, kinds[line] == .attribution || kinds[line] == .blank { line += 1 }
    let start = line
    while line < end, kinds[line] == .quote || kinds[line] == .blank { line += 1 }
    guard line > start, line < end, kinds[start] == .quote, count(.quote, from: line) == 0 else {
      return
    }
    for inside in start..<line { dropped[inside] = true }
  }

  /// Three labelled fields together begin a quoted mail.
  private mutating func cutFields() {
    var line = 0
    while line < end {
      guard kinds[line] == .field else {
        line += 1
        continue
      }
      let block = ForwardBlock(text, at: line)
      let known = Set(block.labels)
      if block.labels.count >= 3, known.contains(.from) || known.contains(.subject) {
        if textBefore(line) != nil {
          end = line
          return
        }
        for inside in line..<min(block.next, end) { dropped[inside] = true }
        line = max(block.next, line + 1)
      } else {
        line += 1
      }
    }
  }

  private mutating func cutTrailingQuote() {
    guard kinds[..<end].contains(where: { $0 == .text || $0 == .field }) else { return }
    while end > 0, kinds[end - 1] == .quote || kinds[end - 1] == .blank || dropped[end - 1] {
      end -= 1
    }
  }

  /// A closing with a comma, alone in its line, and a few short lines at the very end.
  private mutating func cutClosing() {
    guard end == kinds.count || kinds[end...].allSatisfy({ $0 == .blank }) else { return }
    var line = end
    var lines = 0
    while line > 0, lines < 6 {
      line -= 1
      let current = text.lines[line]
      if kinds[line] == .blank { continue }
      guard kinds[line] == .text, current.contentEnd - current.content <= 60 else { return }
      lines += 1
      guard text.bytes[current.contentEnd - 1] == Byte.comma else { continue }
      let word = text.string(current.content..<(current.contentEnd - 1)).lowercased()
      guard ReplyWords.closings.contains(word), lines > 1, textBefore(line) != nil else { continue }
      signature = line..<end
      end = line
      return
    }
  }

  private func result(_ own: [Int]) -> ReplyText {
    var reply = ReplyText()
    reply.text = joined(own)
    let sign = signature ?? 0..<0
    reply.quoted = joined(
      wanted(0..<kinds.count) { ($0 >= end || dropped[$0]) && !sign.contains($0) })
    if !sign.isEmpty {
      let signed = joined(wanted(sign) { _ in true })
      reply.signature = signed.isEmpty ? nil : signed
    }
    return reply
  }

  /// The lines of the range that are wanted, blank lines at both ends removed.
  private func wanted(_ range: Range<Int>, where isWanted: (Int) -> Bool) -> [Int] {
    var wanted = range.filter(isWanted)
    while let first = wanted.first, text.lines[first].isBlank, kinds[first] == .blank {
      wanted.removeFirst()
    }
    while let last = wanted.last, text.lines[last].isBlank || kinds[last] == .blank {
      wanted.removeLast()
    }
    return wanted
  }

  private func joined(_ wanted: [Int]) -> String {
    var result: [UInt8] = []
    for line in wanted {
      if !result.isEmpty { result.append(Byte.lineFeed) }
      result.append(contentsOf: text.bytes[text.lines[line].start..<text.lines[line].end])
    }
    // Lines beyond the limit stand behind the text as they are.
    if text.lines.count == BodyLimits.lines, wanted.last == kinds.count - 1,
      let last = text.lines.last
    {
      result.append(contentsOf: text.bytes[last.end...])
    }
    return String(decoding: result, as: UTF8.self)
  }
}
