/// The words of one paragraph, heading or cell with their marks, before they are written.
struct InlineBuffer {
  /// The bytes of all words, which tokens refer to by range.
  private(set) var bytes: [UInt8] = []
  /// Words, blanks and marks in order.
  private(set) var tokens: [InlineToken] = []
  /// The addresses of links and images.
  private(set) var addresses: [[UInt8]] = []
  /// True where something was added that can be seen.
  private(set) var hasContent = false

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    addresses.removeAll(keepingCapacity: true)
    hasContent = false
  }

  /// Adds words; blanks are folded when they are written.
  mutating func addText(_ text: ArraySlice<UInt8>) {
    guard !text.isEmpty else { return }
    if !hasContent { hasContent = !Self.isBlank(text) }
    let first = bytes.count
    bytes.append(contentsOf: text)
    if let last = tokens.last, last.kind == .text, last.end == first {
      tokens[tokens.count - 1].end = bytes.count
    } else {
      tokens.append(InlineToken(kind: .text, first: first, end: bytes.count))
    }
  }

  /// Adds a run of code.
  mutating func addCode(_ code: some Sequence<UInt8>) { add(.code, code) }

  /// Adds Markdown that is not to be escaped.
  mutating func addVerbatim(_ markdown: some Sequence<UInt8>) { add(.verbatim, markdown) }

  private mutating func add(_ kind: InlineToken.Kind, _ content: some Sequence<UInt8>) {
    let first = bytes.count
    bytes.append(contentsOf: content)
    tokens.append(InlineToken(kind: kind, first: first, end: bytes.count))
    hasContent = true
  }

  /// Adds an image with its words and its address.
  mutating func addImage(words: ArraySlice<UInt8>, address: [UInt8]) {
    let first = bytes.count
    bytes.append(contentsOf: words)
    addresses.append(address)
    tokens.append(
      InlineToken(kind: .image, first: first, end: bytes.count, address: addresses.count - 1))
    hasContent = true
  }

  /// Adds the words of an image that is left out, apart from what stands around them.
  mutating func addImageWords(_ words: ArraySlice<UInt8>) {
    addBlank()
    addText(words)
    addBlank()
  }

  /// The Markdown of the words, with as many of their marks as CommonMark reads back as such.
  func markdown(isCell: Bool = false, isSingleLine: Bool = false) -> [UInt8] {
    var text: [UInt8] = []
    for marks in InlineRenderer.Marks.allCases {
      var renderer = InlineRenderer(
        self, isCell: isCell, isSingleLine: isSingleLine, marks: marks)
      text = renderer.render()
      if !renderer.isIntricate || isReadBack(from: text, isCell: isCell) { break }
    }
    return text
  }

  /// True where CommonMark reads the words back from the Markdown.
  private func isReadBack(from markdown: [UInt8], isCell: Bool) -> Bool {
    var words = TextWriter()
    for token in tokens {
      switch token.kind {
      case .text: words.add(bytes[token.first..<token.end])
      case .code:
        words.add(bytes[token.first..<token.end])
      case .blank, .lineBreak: words.addBlank()
      case .verbatim: return false
      case .image, .open, .close: break
      }
    }
    var source = String(decoding: markdown, as: UTF8.self)
    // In a cell `\|` is the sign itself even inside code.
    if isCell { source = "| \(source) |\n| --- |\n" }
    var read = TextWriter()
    read.add(Array(MarkdownText.render(source).utf8)[...])
    return read.finish() == words.finish()
  }

  /// Begins a mark.
  mutating func open(_ mark: InlineToken.Mark, address: [UInt8]? = nil) {
    var token = InlineToken(kind: .open, mark: mark)
    if let address {
      addresses.append(address)
      token.address = addresses.count - 1
    }
    tokens.append(token)
  }

  /// Ends the mark that began last.
  mutating func close(_ mark: InlineToken.Mark) {
    tokens.append(InlineToken(kind: .close, mark: mark))
  }

  /// Ends the line inside the paragraph.
  mutating func addLineBreak() {
    if hasContent { tokens.append(InlineToken(kind: .lineBreak)) }
  }

  /// Sets a blank before what comes next.
  mutating func addBlank() { tokens.append(InlineToken(kind: .blank)) }

  /// Whether the text holds nothing but white space and no-break spaces.
  static func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
    var place = text.startIndex
    while place < text.endIndex {
      if HTMLText.isSpace(text[place]) {
        place += 1
      } else if text[place] == 0xC2, place + 1 < text.endIndex, text[place + 1] == 0xA0 {
        place += 2
      } else {
        return false
      }
    }
    return true
  }
}
