/// Writes a document, or parts of it, as CommonMark with GFM's tables and strikethrough.
///
/// One iterative walk in document order. Nothing of the source's markup is passed through: words
/// are escaped, addresses are of listed schemes, everything else is left out. Rendered back, the
/// Markdown has the text that `HTMLText` reads from the same nodes.
public struct MarkdownWriter {
  /// The document that is written.
  let document: HTMLDocument
  /// Nodes that are left out with all below them.
  let skipped: NodeSet
  /// How links, images and the like are written.
  let options: MarkdownOptions
  /// Which addresses may stand in the text, and how.
  var addresses: MarkdownAddresses

  /// What was written so far.
  var output: [UInt8] = []
  /// The words of the paragraph that is being gathered.
  var inline = InlineBuffer()
  /// Quotes and list items around the paragraph, outermost first.
  var containers: [MarkdownContainer] = []
  /// Lists that are open, outermost first.
  var lists: [MarkdownList] = []
  /// Marks that are open, outermost first; they go on after a paragraph ends.
  var marks: [(mark: InlineToken.Mark, address: [UInt8]?)] = []
  /// Elements that are open, with the place at which each ends and what is then to be done.
  var open: [(end: Int, action: MarkdownAction)] = []
  /// The list that ended last and nothing was written since, so that the next one differs.
  var endedList: MarkdownList?
  /// True where the next block follows the line before without a blank line.
  var isTight = false
  /// The level of the heading that is being gathered; 0 outside headings.
  var headingLevel = 0
  /// The footnotes of the document, where it has any.
  let footnotes: Footnotes

  /// A writer for a document, leaving out the given nodes.
  public init(
    _ document: HTMLDocument, skipping skipped: NodeSet,
    options: MarkdownOptions = MarkdownOptions()
  ) {
    self.document = document
    self.skipped = skipped
    self.options = options
    addresses = MarkdownAddresses(document, options: options)
    footnotes = Footnotes(document)
  }

  /// The Markdown of the parts of the document below the given nodes, in their order.
  public mutating func write(_ roots: [Int] = [0]) -> String {
    for root in roots { walk(root) }
    return finish()
  }

  /// The Markdown of what stands inside a node, without the node itself.
  mutating func write(inside node: Int) -> String {
    walk(node + 1, to: document.end(of: node))
    return finish()
  }

  private mutating func finish() -> String {
    writeFootnotes()
    while output.last == 0x0A { output.removeLast() }
    if !output.isEmpty { output.append(0x0A) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The places of the `data:` images that were referred to, in the order of their numbers.
  public var embedded: [Int] { addresses.embedded }

  /// Writes the node and everything below it.
  mutating func walk(_ root: Int) {
    walk(root, to: document.end(of: root))
  }

  /// Writes the nodes from `first` up to `end`, in document order.
  mutating func walk(_ first: Int, to end: Int) {
    let outer = open.count
    var place = first
    while place < end {
      while open.count > outer, let last = open.last, last.end <= place {
        open.removeLast()
        leave(last.action)
      }
      let tag = document.tag(place)
      if tag == .text {
        if !skipped.contains(place) { addText(document.text(place)) }
        place += 1
      } else if skipped.contains(place) || HTMLTag.unseen.contains(tag)
        || footnotes.nodes.contains(place)
      {
        place = document.end(of: place)
      } else {
        place = enter(place, tag)
      }
    }
    while open.count > outer, let last = open.popLast() { leave(last.action) }
    flush()
  }

  private mutating func addText(_ text: ArraySlice<UInt8>) {
    if !inline.hasContent {
      if InlineBuffer.isBlank(text) {
        inline.addBlank()
        return
      }
      beginParagraph()
    }
    inline.addText(text)
  }

  /// Opens again, in a new paragraph, the marks that were open in the one before.
  mutating func beginParagraph() {
    guard !inline.hasContent else { return }
    inline.clear()
    for mark in marks { inline.open(mark.mark, address: mark.address) }
  }

  /// Begins an element; returns the place at which the walk goes on.
  private mutating func enter(_ node: Int, _ tag: HTMLTag) -> Int {
    let end = document.end(of: node)
    switch tag {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      flush()
      headingLevel = Int(tag.rawValue - HTMLTag.h1.rawValue) + 1
      open.append((end, .heading))
    case .blockquote: enterContainer(.quote, node)
    case .ul, .ol, .menu, .dir: enterList(node, tag)
    case .li: enterItem(node)
    case .pre, .listing:
      flush()
      writeCodeBlock(node)
      return end
    case .table: return enterTable(node)
    case .hr:
      flush()
      writeBlock(containers.isEmpty ? Array("---".utf8) : Array("___".utf8))
    case .br:
      inline.addLineBreak()
      return end
    case .dt:
      flush()
      enterMark(.strong, nil, node)
      open.append((end, .block))
    case .td, .th:
      if hasBlocks(node) { enterBlock(node) } else { inline.addBlank() }
    default:
      if let next = enterInline(node, tag) { return next }
      if HTMLTag.blocks.contains(tag) { enterBlock(node) }
    }
    return node + 1
  }

  private mutating func enterBlock(_ node: Int) {
    flush()
    open.append((document.end(of: node), .block))
  }

  private mutating func leave(_ action: MarkdownAction) {
    switch action {
    case .block: flush()
    case .heading:
      flush()
      headingLevel = 0
    case .mark(let mark):
      marks.removeLast()
      if inline.hasContent { inline.close(mark) }
    case .container:
      flush()
      containers.removeLast()
      isTight = false
    case .list:
      flush()
      endedList = lists.popLast()
      isTight = false
    case .item:
      flush()
      containers.removeLast()
      isTight = lists.last?.isTight ?? false
    case .quotation: inline.addText(Array("”".utf8)[...])
    }
  }

  /// Begins emphasis, a link or the like that lasts to the node's end.
  mutating func enterMark(_ mark: InlineToken.Mark, _ address: [UInt8]?, _ node: Int) {
    marks.append((mark, address))
    if inline.hasContent { inline.open(mark, address: address) }
    open.append((document.end(of: node), .mark(mark)))
  }

  /// Writes the paragraph or heading that was gathered.
  mutating func flush() {
    guard inline.hasContent else {
      inline.clear()
      return
    }
    for mark in marks.reversed() { inline.close(mark.mark) }
    var block = inline.markdown(isSingleLine: headingLevel > 0)
    inline.clear()
    guard !block.isEmpty else { return }
    if headingLevel > 0 {
      // A heading's own closing sequence of `#` would be taken for markup.
      if block.last == 0x23, block.dropLast().last != 0x5C {
        block.insert(0x5C, at: block.count - 1)
      }
      block = [UInt8](repeating: 0x23, count: headingLevel) + [0x20] + block
    }
    writeBlock(block)
  }
}
