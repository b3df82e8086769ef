/// A plain-text body as bytes and lines, each line with its quote marks counted.
struct BodyText {
  /// One line.
  struct Line {
    /// The place of its first byte.
    var start: Int
    /// The place after its last byte, line end excluded.
    var end: Int
    /// The place of its first byte after quote marks and blanks.
    var content: Int
    /// The place after its last byte that is no blank.
    var contentEnd: Int
    /// The `>` marks in front of it.
    var depth: Int

    /// True where nothing but quote marks and blanks stands in it.
    var isBlank: Bool { content >= contentEnd }
  }

  /// The body.
  let bytes: [UInt8]
  /// Its lines up to the limit.
  let lines: [Line]

  /// Splits a body into lines.
  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Splits UTF-8 bytes into lines.
  init(_ source: [UInt8]) {
    bytes = source
    var lines: [Line] = []
    lines.reserveCapacity(min(source.count / 30 + 4, BodyLimits.lines))
    let span = source.span
    var position = 0
    // A byte order mark is no text.
    if span.count >= 3, span[0] == 0xEF, span[1] == 0xBB, span[2] == 0xBF { position = 3 }
    while position <= span.count, lines.count < BodyLimits.lines {
      if position == span.count, !lines.isEmpty { break }
      let lineEnd = ByteSearch.lineEnd(in: span, from: position, to: span.count)
      var end = lineEnd
      if end > position, span[end - 1] == Byte.carriageReturn { end -= 1 }
      lines.append(Self.line(span, position, end))
      position = lineEnd + 1
    }
    self.lines = lines
  }

  private static func line(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Line {
    let stop = min(end, start + BodyLimits.lineBytes)
    var content = start
    var depth = 0
    while content < stop {
      let byte = bytes[content]
      if byte == Byte.greater {
        depth += 1
        content += 1
      } else if let width = blankWidth(bytes, content, stop) {
        content += width
      } else {
        break
      }
    }
    var contentEnd = stop
    while contentEnd > content {
      if Byte.isBlank(bytes[contentEnd - 1]) || bytes[contentEnd - 1] == Byte.carriageReturn {
        contentEnd -= 1
      } else if contentEnd - content >= 2, bytes[contentEnd - 2] == 0xC2,
        bytes[contentEnd - 1] == 0xA0
      {
        contentEnd -= 2
      } else {
        break
      }
    }
    return Line(start: start, end: end, content: content, contentEnd: contentEnd, depth: depth)
  }

  /// The bytes of a blank, a no-break space, a directional mark or a byte order mark at `place`.
  private static func blankWidth(_ bytes: Span<UInt8>, _ place: Int, _ end: Int) -> Int? {
    let byte = bytes[place]
    if Byte.isBlank(byte) { return 1 }
    if byte == 0xC2, place + 1 < end, bytes[place + 1] == 0xA0 { return 2 }
    guard place + 2 < end else { return nil }
    if byte == 0xE2, bytes[place + 1] == 0x80, (0x8B...0x8F).contains(bytes[place + 2]) { return 3 }
    return byte == 0xEF && bytes[place + 1] == 0xBB && bytes[place + 2] == 0xBF ? 3 : nil
  }

  /// The text of a range, without quote marks and blanks around it.
  func string(_ range: Range<Int>) -> String {
    ByteSearch.string(bytes.span, range)
  }

  /// The content of a line.
  func content(_ line: Int) -> String {
    string(lines[line].content..<lines[line].contentEnd)
  }

  /// True where all lines of the range are blank.
  func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { lines[$0].isBlank }
  }

  /// Lines from `first` on as text, up to `last` where given, blank lines at both ends removed;
  /// up to `unquoted` quote marks are taken off each line that has them.
  func text(from first: Int, to last: Int? = nil, unquoted: Int = 0) -> String {
    var from = first
    var to = min(last ?? lines.count, lines.count)
    // Beyond the limit on lines the rest of the body follows as it is.
    let tail =
      last == nil && lines.count == BodyLimits.lines ? lines.last.map { $0.end } : nil
    while from < to, lines[from].isBlank { from += 1 }
    if tail == nil {
      while to > from, lines[to - 1].isBlank { to -= 1 }
    }
    guard from < to else { return "" }
    if unquoted == 0 {
      return string(lines[from].start..<(tail == nil ? lines[to - 1].end : bytes.count))
    }
    var result: [UInt8] = []
    for index in from..<to {
      let line = lines[index]
      if index > from { result.append(Byte.lineFeed) }
      result.append(contentsOf: bytes[unquotedStart(line, unquoted)..<line.end])
    }
    if let tail { result.append(contentsOf: bytes[tail...]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// The place after `count` quote marks and the blank behind them.
  private func unquotedStart(_ line: Line, _ count: Int) -> Int {
    var place = line.start
    var left = min(count, line.depth)
    guard left > 0 else { return place }
    while place < line.end, left > 0 {
      if bytes[place] == Byte.greater { left -= 1 }
      place += 1
    }
    if place < line.end, bytes[place] == Byte.space { place += 1 }
    return place
  }
}
