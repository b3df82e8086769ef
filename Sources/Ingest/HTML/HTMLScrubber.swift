/// Rewrites markup so that libxml2 reads it quickly and as a browser would.
///
/// One pass over UTF-8 bytes. Dropped: comments, NUL bytes, scripts, styles, drawings, attributes
/// nobody reads, repeated attributes, end tags of elements that are not open, start tags below
/// `HTMLLimits.openElements`. Kept aside: structured data and `data:` images. Rewritten: character
/// references that HTML 4 does not know, stray `<`, self-closing tags of elements that are not
/// void. These are the inputs on which libxml2 2.9.14 loses text or takes quadratic time.
struct HTMLScrubber {
  /// The markup as it came.
  let input: [UInt8]
  /// Where reading stands in the input.
  var position = 0
  /// The rewritten markup.
  private(set) var output: [UInt8] = []
  /// Whole `data:` addresses of images.
  private(set) var embedded: [[UInt8]] = []
  /// The bodies of JSON-LD scripts.
  private(set) var structuredData: [[UInt8]] = []
  /// True where a limit cut something.
  private(set) var isTruncated = false

  /// True where a style sheet was dropped.
  private(set) var hasStyleSheet = false

  /// Open elements by known tag, and by a hash of the name for all others.
  private var openKnown = [Int32](repeating: 0, count: 256)
  private var openOther = [Int32](repeating: 0, count: 1024)
  private var depth = 0
  /// Start tags dropped for their depth whose end tags are still to come.
  private var skippedDepth = 0
  private var seenAttributes: UInt64 = 0

  /// A scrubber at the start of the bytes.
  init(_ input: [UInt8]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  /// Rewrites the whole input into `output`.
  mutating func run() {
    // libxml2 would put a paragraph around what stands in no element at all.
    if !beginsDocument { output.append(contentsOf: Array("<body>".utf8)) }
    while position < input.count {
      copyText()
      guard position < input.count else { break }
      readMarkup()
    }
  }

  /// True where the first tag is one of those that hold a whole document.
  private var beginsDocument: Bool {
    var place = 0
    while place < input.count {
      while place < input.count, HTMLText.isSpace(input[place]) || input[place] == 0 { place += 1 }
      guard byte(place) == 0x3C, place < input.count else { return false }
      let next = byte(place + 1)
      guard next == 0x21 || next == 0x3F else {
        let name = input[(place + 1)..<min(place + 5, input.count)]
        return ASCIIWords.equals(name, "html") || ASCIIWords.equals(name, "head")
          || ASCIIWords.equals(name, "body")
      }
      if next == 0x21, byte(place + 2) == 0x2D, byte(place + 3) == 0x2D {
        guard let end = ASCIIWords.find(input[(place + 4)...], "-->") else { return false }
        place = end + 3
      } else {
        guard let end = input[place...].firstIndex(of: 0x3E) else { return false }
        place = end + 1
      }
    }
    return false
  }

  /// Adds bytes to the output.
  mutating func write(_ bytes: some Sequence<UInt8>) { output.append(contentsOf: bytes) }

  /// Adds one byte to the output.
  mutating func write(_ byte: UInt8) { output.append(byte) }

  /// The `type` of the script whose start tag was read last, in lower case.
  var scriptTypeText: String {
    String(
      decoding: input[scriptType.first..<scriptType.first + min(scriptType.count, 64)],
      as: UTF8.self
    ).lowercased()
  }

  /// Keeps the body of a JSON-LD script aside.
  mutating func keepStructuredData(_ body: Range<Int>) {
    guard body.count <= HTMLLimits.structuredBytes,
      structuredData.count < HTMLLimits.structuredCount
    else {
      isTruncated = true
      return
    }
    structuredData.append(Array(input[body]))
  }

  /// The byte at a place; 0 past the end.
  func byte(_ place: Int) -> UInt8 { place < input.count ? input[place] : 0 }

  private mutating func copyText() {
    var start = position
    while position < input.count {
      let byte = input[position]
      if byte > 0x3C {
        position += 1
        continue
      }
      if byte == 0x3C { break }
      if byte == 0x26 {
        output.append(contentsOf: input[start..<position])
        copyReference(inAttribute: false)
        start = position
      } else if byte == 0 {
        output.append(contentsOf: input[start..<position])
        position += 1
        start = position
      } else {
        position += 1
      }
    }
    output.append(contentsOf: input[start..<position])
  }

  /// At `<`: a tag, a comment, or a sign that means itself.
  private mutating func readMarkup() {
    let next = byte(position + 1)
    if Self.isLetter(next) {
      position += 1
      readStartTag()
    } else if next == 0x2F, Self.isLetter(byte(position + 2)) {
      position += 2
      readEndTag()
    } else if next == 0x21 {
      skipDeclaration()
    } else if next == 0x3F || next == 0x2F {
      skip(past: 0x3E)
    } else {
      output.append(contentsOf: [0x26, 0x6C, 0x74, 0x3B])
      position += 1
    }
  }

  /// At `<!`: a comment, a document type, or what browsers read as a comment.
  private mutating func skipDeclaration() {
    guard byte(position + 2) == 0x2D, byte(position + 3) == 0x2D else { return skip(past: 0x3E) }
    position += 4
    if byte(position) == 0x3E || (byte(position) == 0x2D && byte(position + 1) == 0x3E) {
      return skip(past: 0x3E)
    }
    while position < input.count {
      if input[position] == 0x2D, byte(position + 1) == 0x2D {
        let after = byte(position + 2)
        if after == 0x3E {
          position += 3
          return
        }
        if after == 0x21, byte(position + 3) == 0x3E {
          position += 4
          return
        }
      }
      position += 1
    }
  }

  private mutating func skip(past end: UInt8) {
    while position < input.count, input[position] != end { position += 1 }
    position = min(position + 1, input.count)
  }

  // MARK: Tags

  private mutating func readName() -> (tag: HTMLTag, start: Int, hash: Int) {
    var key = NameTable.Key()
    let start = position
    while position < input.count {
      let byte = input[position]
      if byte <= 0x20 || byte == 0x2F || byte == 0x3E { break }
      key.append(byte)
      position += 1
    }
    return (HTMLTag.find(key), start, (key.hash ^ key.count) & 1023)
  }

  private mutating func readEndTag() {
    let (tag, start, hash) = readName()
    let end = position
    skip(past: 0x3E)
    if tag == .other {
      guard openOther[hash] > 0 else { return }
      openOther[hash] -= 1
    } else {
      guard openKnown[Int(tag.rawValue)] > 0 else {
        if tag == .br { output.append(contentsOf: Array("<br>".utf8)) }
        return
      }
      openKnown[Int(tag.rawValue)] -= 1
    }
    if !HTMLTag.endTagOptional.contains(tag) {
      if skippedDepth > 0 {
        skippedDepth -= 1
        return
      }
      depth = max(0, depth - 1)
    }
    guard end - start <= Self.longestTagName else { return }
    output.append(0x3C)
    output.append(0x2F)
    output.append(contentsOf: input[start..<end])
    output.append(0x3E)
  }

  /// Names longer than this are hostile; their tags are dropped.
  private static let longestTagName = 64

  private mutating func readStartTag() {
    let tagStart = output.count
    let (tag, start, hash) = readName()
    let isLong = position - start > Self.longestTagName
    output.append(0x3C)
    if !isLong { output.append(contentsOf: input[start..<position]) }
    let isSelfClosed = readAttributes(of: tag)
    switch tag {
    case .script:
      output.removeLast(output.count - tagStart)
      return readScript()
    case .style, .iframe, .noframes:
      if tag == .style { hasStyleSheet = true }
      output.removeLast(output.count - tagStart)
      return skipElement(named: input[start..<start + tag.name.utf8.count])
    case .svg:
      output.removeLast(output.count - tagStart)
      if !isSelfClosed { skipDrawing() }
      return
    case .wbr:
      output.removeLast(output.count - tagStart)
      return
    default: break
    }
    if isLong {
      output.removeLast(output.count - tagStart)
      return
    }
    let isVoid = HTMLTag.void.contains(tag)
    let closes = isVoid || (isSelfClosed && Self.foreign.contains(tag))
    if !closes {
      if tag == .other { openOther[hash] += 1 } else { openKnown[Int(tag.rawValue)] += 1 }
      if !HTMLTag.endTagOptional.contains(tag) {
        guard depth < HTMLLimits.openElements - 8 else {
          skippedDepth += 1
          isTruncated = true
          output.removeLast(output.count - tagStart)
          return
        }
        depth += 1
      }
    } else {
      output.append(0x2F)
    }
    output.append(0x3E)
    if tag == .title || tag == .textarea {
      copyRawText(named: input[start..<start + tag.name.utf8.count])
    }
  }

  private static let foreign: HTMLTagSet = [
    .math, .mrow, .mi, .mn, .mo, .mtext, .mspace, .mfrac, .msqrt, .mroot, .msub, .msup, .msubsup,
    .munder, .mover, .munderover, .mtable, .mtr, .mtd, .mstyle, .mpadded, .mphantom, .menclose,
    .mfenced, .semantics, .annotation, .annotationXML,
  ]

  // MARK: Attributes

  private var scriptType: (first: Int, count: Int) = (0, 0)

  /// Copies the attributes that are kept, up to and past `>`; true where the tag ended in `/>`.
  private mutating func readAttributes(of tag: HTMLTag) -> Bool {
    seenAttributes = 0
    scriptType = (0, 0)
    var isSelfClosed = false
    while position < input.count {
      let byte = input[position]
      if byte == 0x3E {
        position += 1
        return isSelfClosed
      }
      if byte <= 0x20 || byte == 0x2F {
        isSelfClosed = byte == 0x2F || (isSelfClosed && byte <= 0x20)
        position += 1
        continue
      }
      isSelfClosed = false
      readAttribute(of: tag)
    }
    return isSelfClosed
  }

  private mutating func readAttribute(of tag: HTMLTag) {
    var key = NameTable.Key()
    repeat {
      key.append(input[position])
      position += 1
    } while position < input.count && !Self.endsAttributeName(input[position])
    var place = position
    while place < input.count, input[place] <= 0x20 { place += 1 }
    let name = HTMLAttributeName.find(key)
    guard byte(place) == 0x3D, place < input.count else {
      if let name, take(name) { writeAttribute(name, nil, tag: tag) }
      return
    }
    position = place + 1
    while position < input.count, input[position] <= 0x20 { position += 1 }
    guard position < input.count else { return }
    let quote = input[position]
    let first: Int
    if quote == 0x22 || quote == 0x27 {
      position += 1
      first = position
      while position < input.count, input[position] != quote { position += 1 }
    } else {
      first = position
      while position < input.count, input[position] > 0x20, input[position] != 0x3E {
        position += 1
      }
    }
    let value = first..<position
    if quote == 0x22 || quote == 0x27 { position = min(position + 1, input.count) }
    if let name, take(name) {
      let resume = position
      writeAttribute(name, value, tag: tag)
      position = resume
    }
  }

  private mutating func take(_ name: HTMLAttributeName) -> Bool {
    let bit: UInt64 = 1 << UInt64(name.rawValue)
    defer { seenAttributes |= bit }
    return seenAttributes & bit == 0
  }

  private mutating func writeAttribute(
    _ name: HTMLAttributeName, _ value: Range<Int>?, tag: HTMLTag
  ) {
    if name == .type, tag == .script, let value { scriptType = (value.lowerBound, value.count) }
    var value = value
    if let range = value, range.count > 5, startsWithData(range) {
      guard name == .src, tag == .img else { return }
      guard range.count <= HTMLLimits.embeddedBytes, embedded.count < HTMLLimits.embeddedCount
      else {
        isTruncated = true
        return
      }
      embedded.append(Array(input[range]))
      writeName(name)
      output.append(contentsOf: Array("=\"data:#\(embedded.count - 1)\"".utf8))
      return
    }
    if let range = value, range.count > HTMLLimits.attributeBytes {
      isTruncated = true
      // A class list still says something when cut; an address does not.
      guard name == .class || name == .content || name == .alt || name == .title else { return }
      value = range.lowerBound..<cut(range)
    }
    writeName(name)
    guard let value else { return }
    output.append(0x3D)
    output.append(0x22)
    copyValue(value)
    output.append(0x22)
  }

  /// The last boundary between characters within the limit.
  private func cut(_ range: Range<Int>) -> Int {
    var end = range.lowerBound + HTMLLimits.attributeBytes
    while end > range.lowerBound, input[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private mutating func writeName(_ name: HTMLAttributeName) {
    output.append(0x20)
    let text = HTMLAttributeName.names[Int(name.rawValue)]
    output.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func copyValue(_ range: Range<Int>) {
    position = range.lowerBound
    var start = position
    while position < range.upperBound {
      let byte = input[position]
      if byte == 0x22 || byte == 0 || byte == 0x26 {
        output.append(contentsOf: input[start..<position])
        if byte == 0x26 {
          copyReference(inAttribute: true)
          if position > range.upperBound { position = range.upperBound }
        } else {
          if byte == 0x22 { output.append(contentsOf: [0x26, 0x23, 0x33, 0x34, 0x3B]) }
          position += 1
        }
        start = position
      } else {
        position += 1
      }
    }
    output.append(contentsOf: input[start..<max(start, range.upperBound)])
  }

  private func startsWithData(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound, input[place] <= 0x20 { place += 1 }
    for expected in [0x64, 0x61, 0x74, 0x61] as [UInt8] {
      guard place < range.upperBound, input[place] | 0x20 == expected else { return false }
      place += 1
    }
    return place < range.upperBound && input[place] == 0x3A
  }

  /// Whether the byte is an ASCII letter.
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func endsAttributeName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x3D || byte == 0x3E || byte == 0x2F
  }
}
