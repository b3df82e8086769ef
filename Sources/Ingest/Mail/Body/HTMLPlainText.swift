/// The readable text of an HTML mail: a tag scanner over bytes, in linear time, that shows nothing
/// which a page would not show as words.
///
/// Blocks become lines, list items get a hyphen, quoted blocks the `>` of plain mail, links their
/// address where it is not the text itself. Scripts, styles and comments vanish.
struct HTMLPlainText {
  private var output: [UInt8] = []
  private var quoteDepth = 0
  private var pendingLines = 0
  private var pendingSpace = false
  private var isPreformatted = false
  private var linkTarget: [UInt8]?
  private var linkStart = 0
  /// Open elements whose text is not shown, by name.
  private var hiddenUntil: StaticString?

  /// The text of a document or fragment.
  static func text(of html: String) -> String {
    var reader = HTMLPlainText()
    let bytes = Array(html.utf8)
    reader.output.reserveCapacity(bytes.count / 2)
    reader.read(bytes.span)
    return String(decoding: reader.output, as: UTF8.self)
  }

  private mutating func read(_ bytes: Span<UInt8>) {
    var position = 0
    let end = bytes.count
    // Where no closing mark of a comment or tag comes any more, it is not looked for again.
    var lastComment = end
    while position < end {
      let byte = bytes[position]
      if byte == Byte.less {
        if position + 3 < end, bytes[position + 1] == UInt8(ascii: "!"),
          bytes[position + 2] == Byte.hyphen, lastComment == end
        {
          if let close = Self.commentEnd(bytes, from: position + 4, to: end) {
            position = close
          } else {
            lastComment = position
            position += 4
          }
          continue
        }
        if let next = tag(bytes, at: position, to: end) {
          position = next
          continue
        }
      }
      if hiddenUntil == nil {
        if byte == UInt8(ascii: "&"),
          let found = HTMLEntity.decode(bytes, at: position, to: end)
        {
          emit(found.utf8)
          position = found.next
          continue
        }
        put(byte)
      }
      position += 1
    }
    endLink()
  }

  private static func commentEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var position = start
    while let hit = ByteSearch.index(of: Byte.greater, in: bytes, from: position, to: end) {
      if hit >= start + 1, bytes[hit - 1] == Byte.hyphen, bytes[hit - 2] == Byte.hyphen {
        return hit + 1
      }
      position = hit + 1
    }
    return nil
  }

  /// Reads a tag at `start` and returns the place after it, or nil where none begins there.
  private mutating func tag(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
    var index = start + 1
    var closes = false
    if index < end, bytes[index] == Byte.slash {
      closes = true
      index += 1
    }
    guard index < end, Byte.isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "!") else {
      return nil
    }
    let nameStart = index
    while index < end, Byte.isLetter(bytes[index]) || Byte.isDigit(bytes[index]) { index += 1 }
    let name = nameStart..<index
    let attributes = index
    guard let close = Self.tagEnd(bytes, from: index, to: end) else { return end }
    if let hidden = hiddenUntil {
      if closes, ByteSearch.equals(bytes, name, hidden) { hiddenUntil = nil }
      return close + 1
    }
    handle(bytes, name, closes, attributes..<close)
    return close + 1
  }

  /// The `>` that ends a tag, quoted attribute values skipped.
  private static func tagEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    var quote: UInt8 = 0
    while index < end {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == Byte.greater {
        return index
      } else if (byte == Byte.quote || byte == Byte.apostrophe) && bytes[index - 1] == Byte.equals {
        quote = byte
      }
      index += 1
    }
    // An unclosed quote: the first bracket ends the tag after all.
    return quote == 0 ? nil : ByteSearch.index(of: Byte.greater, in: bytes, from: start, to: end)
  }

  private mutating func handle(
    _ bytes: Span<UInt8>, _ name: Range<Int>, _ closes: Bool, _ attributes: Range<Int>
  ) {
    switch HTMLMailTag.recognise(bytes, name) {
    case .lineBreak:
      pendingSpace = false
      pendingLines += 1
    case .paragraph: lines(2)
    case .block: lines(1)
    case .item:
      lines(1)
      if !closes { emit("- ".utf8) }
    case .cell: if closes { pendingSpace = true }
    case .quote:
      lines(1)
      quoteDepth = closes ? max(0, quoteDepth - 1) : min(quoteDepth + 1, 50)
    case .rule:
      lines(1)
      emit("---".utf8)
      lines(1)
    case .preformatted:
      lines(1)
      isPreformatted = !closes
    case .link:
      endLink()
      if !closes { beginLink(bytes, attributes) }
    case .hidden(let element): if !closes { hiddenUntil = element }
    case .other: break
    }
  }

  private mutating func beginLink(_ bytes: Span<UInt8>, _ attributes: Range<Int>) {
    guard let target = HTMLMailTag.attribute(bytes, attributes, "href") else { return }
    let isWeb =
      ByteSearch.hasPrefix(bytes, at: target.lowerBound, to: target.upperBound, "http")
    guard isWeb, target.count <= 2_000 else { return }
    linkTarget = ByteSearch.copy(bytes, target)
    linkStart = output.count
  }

  /// Writes the address behind its text, where the text does not hold it already.
  private mutating func endLink() {
    guard let target = linkTarget else { return }
    linkTarget = nil
    let shown = output[min(linkStart, output.count)...].filter { !Byte.isSpace($0) }
    guard !shown.isEmpty, shown.count > 3 else { return }
    let core = target.drop { $0 != Byte.slash }.drop { $0 == Byte.slash }
    if shown.elementsEqual(target) || core.starts(with: shown) || shown.count >= target.count {
      return
    }
    emit(" <".utf8)
    for byte in target where byte > 32 && byte != Byte.greater && byte != Byte.less {
      output.append(byte)
    }
    output.append(Byte.greater)
  }

  private mutating func lines(_ count: Int) {
    pendingSpace = false
    pendingLines = max(pendingLines, count)
  }

  private mutating func put(_ byte: UInt8) {
    if byte == 0 { return }
    if Byte.isSpace(byte) {
      if !isPreformatted {
        pendingSpace = true
      } else if byte == Byte.lineFeed {
        pendingLines += 1
      } else if byte != Byte.carriageReturn {
        flush()
        output.append(Byte.space)
      }
      return
    }
    flush()
    output.append(byte)
  }

  private mutating func emit(_ bytes: some Sequence<UInt8>) {
    flush()
    output.append(contentsOf: bytes)
  }

  /// Writes the line ends and the blank that wait.
  private mutating func flush() {
    if output.isEmpty {
      if quoteDepth > 0 { beginQuotedLine() }
    } else if pendingLines > 0 {
      for _ in 0..<min(pendingLines, 3) {
        output.append(Byte.lineFeed)
        if quoteDepth > 0 { beginQuotedLine() }
      }
    } else if pendingSpace, output.last != Byte.lineFeed {
      output.append(Byte.space)
    }
    pendingLines = 0
    pendingSpace = false
  }

  private mutating func beginQuotedLine() {
    output.append(contentsOf: repeatElement(Byte.greater, count: quoteDepth))
    output.append(Byte.space)
  }
}
