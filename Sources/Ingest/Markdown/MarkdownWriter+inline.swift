extension MarkdownWriter {
  /// Begins an element inside a line; returns where the walk goes on, or nil where the element
  /// marks nothing.
  mutating func enterInline(_ node: Int, _ tag: HTMLTag) -> Int? {
    let end = document.end(of: node)
    if document.carriesFormulas, let next = writeMath(MathSource(carriedBy: node, document), node) {
      return next
    }
    switch tag {
    case .b, .strong:
      enterMark(.strong, nil, node)
    case .i, .em, .variable, .dfn, .cite:
      enterMark(.emphasis, nil, node)
    case .s, .strike, .del:
      enterMark(.strike, nil, node)
    case .a: enterLink(node)
    case .code, .kbd, .samp, .tt: return writeCode(node)
    case .img:
      writeImage(node)
      return end
    case .q:
      beginParagraph()
      inline.addText(Array("“".utf8)[...])
      open.append((end, .quotation))
    case .math, .tex: return writeMath(MathSource(document, node), node)
    case .input:
      writeCheckbox(node)
      return end
    case .sup:
      if let label = footnotes.label(ofReference: node) {
        beginParagraph()
        inline.addVerbatim(Array("[^\(label)]".utf8))
        return end
      }
      return nil
    default: return nil
    }
    return node + 1
  }

  private mutating func enterLink(_ node: Int) {
    guard let reference = document.value(.href, of: node),
      ASCIIWords.trim(reference).first != 0x23, !marks.contains(where: { $0.mark == .link }),
      let address = addresses.link(reference)
    else { return }
    enterMark(.link, address, node)
  }

  /// Code in a line; an element with links or images inside is walked instead.
  private mutating func writeCode(_ node: Int) -> Int? {
    var code: [UInt8] = []
    for place in document.descendants(of: node) {
      switch document.tag(place) {
      case .text:
        if !skipped.contains(place) { code.append(contentsOf: document.text(place)) }
      case .img, .a, .math, .table, .pre, .sup, .sub: return nil
      case .br: code.append(0x20)
      default:
        if skipped.contains(place) { return nil }
        if HTMLTag.blocks.contains(document.tag(place)) { return nil }
      }
    }
    if InlineBuffer.isBlank(code[...]) {
      if !code.isEmpty { inline.addBlank() }
    } else {
      beginParagraph()
      inline.addCode(Self.withoutNoBreakSpaces(code))
    }
    return document.end(of: node)
  }

  /// The text with no-break spaces as plain ones.
  static func withoutNoBreakSpaces(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0xC2) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      if text[place] == 0xC2, place + 1 < text.count, text[place + 1] == 0xA0 {
        bytes.append(0x20)
        place += 2
      } else {
        bytes.append(text[place])
        place += 1
      }
    }
    return bytes
  }

  /// Writes the formula of a node; returns where the walk goes on, or nil where it is none.
  mutating func writeMath(_ source: MathSource?, _ node: Int) -> Int? {
    guard let source else { return nil }
    if source.isBlock { flush() }
    beginParagraph()
    inline.addVerbatim(source.markdown)
    if source.isBlock { flush() }
    return document.end(of: node)
  }

  private mutating func writeImage(_ node: Int) {
    let words = document.value(.alt, of: node) ?? []
    let source = ImageSource.find(document, node)
    if let source, let address = addresses.image(source) {
      beginParagraph()
      inline.addImage(words: words, address: address)
      return
    }
    // Of a picture that came in the page itself and is not kept, and of one that has no address at
    // all, its words are what is left.
    var keepsWords = source.map { ImageSource.embedded($0) != nil } ?? true
    if case .words = options.images { keepsWords = true }
    if keepsWords, !InlineBuffer.isBlank(words) {
      beginParagraph()
      inline.addImageWords(words)
    }
  }

  /// A box to tick at the start of an item.
  private mutating func writeCheckbox(_ node: Int) {
    guard let type = document.value(.type, of: node), ASCIIWords.equals(type, "checkbox"),
      !inline.hasContent, let item = containers.last, item.kind == .item, !item.isBegun,
      lists.last != nil
    else { return }
    let sign = document.has(.checked, node) ? "[x] " : "[ ] "
    if !containers[containers.count - 1].hasBox {
      containers[containers.count - 1].box = Array(sign.utf8)
    }
  }
}
