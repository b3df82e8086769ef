/// The readable text of an HTML mail: a tag scanner over bytes, in linear time, that shows nothing
/// which a page would not show as words. Scripts, styles and comments vanish.
struct HTMLPlainText {
  private var writer = PlainLines()
  /// Open elements whose text is not shown, by name.
  private var hiddenUntil: StaticString?

  /// The text of a document or fragment.
  static func text(of html: String) -> String {
    var reader = HTMLPlainText()
    let bytes = Array(html.utf8)
    reader.writer.reserve(bytes.count / 2)
    reader.read(bytes.span)
    return String(decoding: reader.writer.output, as: UTF8.self)
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
          writer.emit(found.utf8)
          position = found.next
          continue
        }
        writer.put(byte)
      }
      position += 1
    }
    writer.endLink()
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
    let tag = HTMLMailTag.recognise(bytes, name)
    switch tag {
    case .hidden(let element): if !closes { hiddenUntil = element }
    case .link where !closes:
      let target = HTMLMailTag.attribute(bytes, attributes, "href")
      writer.mark(tag, closes: false, target: target.map { ByteSearch.copy(bytes, $0) })
    default: writer.mark(tag, closes: closes)
    }
  }
}
