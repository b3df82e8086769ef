import CXML

/// The words of HTML where no parser may or can look at it: tags are taken out, blocks stand on
/// lines of their own.
///
/// Pure Swift and one pass, so it may run in the worker itself. What it gives is plain text; it
/// knows neither styles nor what is hidden.
public struct MarkupText {
  private let input: [UInt8]
  private var position = 0
  private var writer = TextWriter()

  /// The text of HTML in UTF-8.
  public static func plain(_ html: [UInt8]) -> String {
    var text = MarkupText(input: html)
    text.read()
    return String(decoding: text.writer.finish(), as: UTF8.self)
  }

  private init(input: [UInt8]) {
    self.input = input
  }

  private mutating func read() {
    var start = 0
    while position < input.count {
      let byte = input[position]
      let isTag = byte == 0x3C && beginsTag(position + 1)
      guard isTag || byte == 0x26 || byte == 0 else {
        position += 1
        continue
      }
      if position > start { writer.add(input[start..<position]) }
      if isTag {
        readTag()
      } else if byte == 0x26 {
        readReference()
      } else {
        position += 1
      }
      start = position
    }
    if position > start { writer.add(input[start..<min(position, input.count)]) }
  }

  /// True where what follows `<` makes it a tag or a comment (HTML Living Standard, 13.2.5.6).
  private func beginsTag(_ place: Int) -> Bool {
    guard place < input.count else { return false }
    let byte = input[place]
    return byte == 0x21 || byte == 0x2F || byte == 0x3F || (byte | 0x20) &- 0x61 < 26
  }

  private mutating func readTag() {
    if starts(with: "<!--", at: position) {
      skip(past: "-->", from: position + 4)
      return
    }
    var place = position + 1
    let isEnd = input[place] == 0x2F
    if isEnd { place += 1 }
    var key = NameTable.Key()
    while place < input.count, !Self.endsName(input[place]) {
      key.append(input[place])
      place += 1
    }
    // A sign in quotes ends no tag.
    var quote: UInt8?
    while place < input.count, quote != nil || input[place] != 0x3E {
      if input[place] == quote {
        quote = nil
      } else if quote == nil, input[place] == 0x22 || input[place] == 0x27 {
        quote = input[place]
      }
      place += 1
    }
    position = min(place + 1, input.count)
    let tag = HTMLTag.find(key)
    if HTMLTag.blocks.contains(tag) || tag == .br {
      if tag == .td || tag == .th { writer.addBlank() } else { writer.breakLine() }
    }
    guard !isEnd else { return }
    if tag == .script { skip(past: "</script", from: position) }
    if tag == .style { skip(past: "</style", from: position) }
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x2F || byte == 0x3E
  }

  /// Goes on behind the next such text, or to the end where there is none.
  private mutating func skip(past text: StaticString, from start: Int) {
    var place = start
    while place < input.count, !starts(with: text, at: place) { place += 1 }
    position = min(place + text.utf8CodeUnitCount, input.count)
    guard text.utf8CodeUnitCount > 3 else { return }
    while position < input.count, input[position] != 0x3E { position += 1 }
    position = min(position + 1, input.count)
  }

  private func starts(with text: StaticString, at place: Int) -> Bool {
    guard place + text.utf8CodeUnitCount <= input.count else { return false }
    return text.withUTF8Buffer { wanted in
      for (offset, byte) in wanted.enumerated() {
        let found = input[place + offset]
        let isLetter = (byte | 0x20) &- 0x61 < 26
        if (isLetter ? found | 0x20 : found) != byte { return false }
      }
      return true
    }
  }

  private mutating func readReference() {
    let first = position + 1
    var end = first
    while end < input.count, end - first < HTMLReferences.longestName, input[end] != 0x3B,
      input[end] > 0x20, input[end] != 0x26, input[end] != 0x3C
    {
      end += 1
    }
    let name = input[first..<end]
    guard end < input.count, input[end] == 0x3B, let text = Self.text(of: name) else {
      writer.add([0x26])
      position = first
      return
    }
    writer.add(Array(text.utf8)[...])
    position = end + 1
  }

  private static func text(of name: ArraySlice<UInt8>) -> String? {
    guard name.first == 0x23 else {
      if let text = HTMLReferences.find(name) { return text }
      // The names of HTML 4, from libxml2's table; the parser itself is not asked.
      let found = (Array(name) + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) }
      guard let found, let scalar = Unicode.Scalar(found.pointee.value) else { return nil }
      return String(Character(scalar))
    }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let code, code > 0x1F || code == 0x0A || code == 0x09 else { return nil }
    return Unicode.Scalar(code).map { String(Character($0)) }
  }
}
