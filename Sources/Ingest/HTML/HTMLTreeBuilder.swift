/// Builds the tree of an `HTMLDocument` from the events of a parser.
///
/// The rules are those of the HTML Living Standard's tree construction (13.2.6) where libxml2,
/// which knows HTML 4, leaves them out: the newer block elements close `p`, items and cells close
/// their siblings, content between a table and its cells moves before the table, end tags do not
/// reach out of a cell.
final class HTMLTreeBuilder {
  private var document = HTMLDocument()
  private var open: [Int32] = [0]
  /// Open elements by their tag, so that a search for one that is not open costs nothing.
  private var openCount = [Int32](repeating: 0, count: 256)
  /// Nodes that stand before the table they were written in, with that table.
  private var fostered: [(node: Int32, table: Int32)] = []
  /// True where a limit cut something off.
  private(set) var isTruncated = false
  private var isSkippingAttributes = false

  /// A builder for markup of about that many bytes.
  init(capacity: Int) {
    document.bytes.reserveCapacity(capacity)
    document.nodes.reserveCapacity(capacity / 24)
  }

  private var currentTag: HTMLTag { document.nodes[Int(open[open.count - 1])].tag }

  // MARK: Events

  /// A start tag; its attributes follow.
  func start(_ tag: HTMLTag) {
    isSkippingAttributes = true
    if tag == .html || tag == .body || tag == .head, openCount[Int(tag.rawValue)] > 0 { return }
    makeRoom(for: tag)
    guard document.nodes.count < HTMLLimits.nodes else {
      isTruncated = true
      return
    }
    let node = append(tag, first: document.attributes.count)
    isSkippingAttributes = false
    if HTMLTag.void.contains(tag) { return }
    guard open.count < HTMLLimits.openElements else { return }
    open.append(node)
    openCount[Int(tag.rawValue)] += 1
  }

  /// An attribute of the element that was started last.
  func attribute(_ name: HTMLAttributeName, _ value: UnsafeBufferPointer<UInt8>) {
    guard !isSkippingAttributes else { return }
    document.attributes.append(
      HTMLAttribute(
        name: name, first: Int32(document.bytes.count), count: Int32(value.count)))
    document.bytes.append(contentsOf: value)
    document.nodes[document.nodes.count - 1].count += 1
  }

  /// A run of text.
  func text(_ run: UnsafeBufferPointer<UInt8>) {
    isSkippingAttributes = true
    let isBlank = run.allSatisfy(HTMLText.isSpace)
    let tag = currentTag
    if isBlank, tag == .html || tag == .head || tag == .document || HTMLTag.tableParts.contains(tag)
    {
      return
    }
    if tag == .head { closeThrough(.head) }
    let last = document.nodes.count - 1
    let parent = open[open.count - 1]
    if document.nodes[last].tag == .text, document.nodes[last].parent == parent,
      Int(document.nodes[last].first + document.nodes[last].count) == document.bytes.count
    {
      document.nodes[last].count += Int32(run.count)
    } else {
      guard document.nodes.count < HTMLLimits.nodes else {
        isTruncated = true
        return
      }
      let node = append(.text, first: document.bytes.count)
      document.nodes[Int(node)].count = Int32(run.count)
    }
    document.bytes.append(contentsOf: run)
  }

  /// An end tag, written or implied.
  func end(_ tag: HTMLTag) {
    isSkippingAttributes = true
    if tag == .html || tag == .body { return }
    guard openCount[Int(tag.rawValue)] > 0 else { return }
    let isStructural = HTMLTag.blocks.contains(tag) || HTMLTag.scopeBoundaries.contains(tag)
    var place = open.count - 1
    while place > 0 {
      let candidate = document.nodes[Int(open[place])].tag
      if candidate == tag { break }
      // A cell or a table is left only by its own end tag or that of what holds it.
      if HTMLTag.scopeBoundaries.contains(candidate), !isStructural { return }
      if candidate == .td || candidate == .th || candidate == .caption || candidate == .table,
        !HTMLTag.tableParts.contains(tag), tag != .td, tag != .th
      {
        return
      }
      // Words marked across blocks: the mark ends with the blocks, the blocks stay open.
      if HTMLTag.formatting.contains(tag), HTMLTag.blocks.contains(candidate) { return }
      place -= 1
    }
    if place > 0 { close(downTo: place) }
  }

  // MARK: Rules

  /// Closes what a start tag closes.
  private func makeRoom(for tag: HTMLTag) {
    if openCount[Int(HTMLTag.p.rawValue)] > 0, HTMLTag.closingParagraph.contains(tag) {
      closeInScope([.p], stopping: HTMLTag.scopeBoundaries)
    }
    switch tag {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if HTMLTag.headings.contains(currentTag) { close(downTo: open.count - 1) }
    case .li: closeInScope([.li], stopping: Self.listBoundaries)
    case .dd, .dt: closeInScope([.dd, .dt], stopping: Self.listBoundaries)
    case .option, .optgroup:
      if currentTag == .option { close(downTo: open.count - 1) }
      if tag == .optgroup, currentTag == .optgroup { close(downTo: open.count - 1) }
    case .tr: closeInScope([.tr, .caption, .colgroup], stopping: Self.rowBoundaries)
    case .td, .th: closeInScope([.td, .th], stopping: Self.cellBoundaries)
    case .tbody, .thead, .tfoot:
      closeInScope([.tbody, .thead, .tfoot, .caption, .colgroup], stopping: [.table, .document])
    case .body: closeInScope([.head], stopping: [.document])
    case .a, .button, .nobr:
      if openCount[Int(tag.rawValue)] > 0 { closeAmongFormatting(tag) }
    default: break
    }
  }

  private static let listBoundaries: HTMLTagSet = [
    .document, .ul, .ol, .menu, .dir, .dl, .table, .td, .th, .caption, .body, .blockquote,
    .section, .article, .aside, .nav, .header, .footer, .main, .figure, .fieldset, .form, .details,
    .center, .button, .object, .template,
  ]
  private static let rowBoundaries: HTMLTagSet = [
    .document, .table, .tbody, .thead, .tfoot, .template,
  ]
  private static let cellBoundaries: HTMLTagSet = [.document, .tr, .table, .template]

  private func closeInScope(_ tags: HTMLTagSet, stopping boundaries: HTMLTagSet) {
    var place = open.count - 1
    var found: Int?
    while place > 0 {
      let tag = document.nodes[Int(open[place])].tag
      if tags.contains(tag) {
        found = place
      } else if boundaries.contains(tag) {
        break
      }
      place -= 1
    }
    if let found { close(downTo: found) }
  }

  /// Closes an open element of the same kind where only words marked inside it stand between.
  private func closeAmongFormatting(_ tag: HTMLTag) {
    var place = open.count - 1
    while place > 0 {
      let candidate = document.nodes[Int(open[place])].tag
      if candidate == tag { return close(downTo: place) }
      guard HTMLTag.formatting.contains(candidate) else { return }
      place -= 1
    }
  }

  private func closeThrough(_ tag: HTMLTag) {
    if let place = open.lastIndex(where: { document.nodes[Int($0)].tag == tag }), place > 0 {
      close(downTo: place)
    }
  }

  private func close(downTo place: Int) {
    for index in place..<open.count {
      let node = Int(open[index])
      document.nodes[node].end = Int32(document.nodes.count)
      openCount[Int(document.nodes[node].tag.rawValue)] -= 1
    }
    open.removeLast(open.count - place)
  }

  private func append(_ tag: HTMLTag, first: Int) -> Int32 {
    let node = Int32(document.nodes.count)
    var parent = open[open.count - 1]
    if HTMLTag.tableParts.contains(document.nodes[Int(parent)].tag), !Self.inTable.contains(tag) {
      // Foster parenting: the node belongs before the table (13.2.6.1).
      var place = open.count - 1
      while place > 0, document.nodes[Int(open[place])].tag != .table { place -= 1 }
      if place > 0 {
        fostered.append((node, open[place]))
        parent = open[place - 1]
      }
    }
    document.nodes.append(
      HTMLNode(tag: tag, parent: parent, end: node + 1, first: Int32(first), count: 0))
    return node
  }

  private static let inTable: HTMLTagSet = [
    .tbody, .thead, .tfoot, .tr, .td, .th, .caption, .colgroup, .col, .script, .style, .template,
    .form, .input,
  ]

  /// The finished document.
  func finish() -> HTMLDocument {
    close(downTo: 1)
    document.nodes[0].end = Int32(document.nodes.count)
    if !fostered.isEmpty { moveFostered() }
    return document
  }

  /// Puts the nodes into document order again after some were moved before their tables.
  private func moveFostered() {
    let count = document.nodes.count
    var fosterTable = [Int32](repeating: -1, count: count)
    for (node, table) in fostered { fosterTable[Int(node)] = table }
    var firstChild = [Int32](repeating: -1, count: count)
    var lastChild = firstChild
    var next = firstChild
    var previous = firstChild
    for node in 1..<count {
      let parent = Int(document.nodes[node].parent)
      let table = Int(fosterTable[node])
      let before = table >= 0 ? previous[table] : lastChild[parent]
      previous[node] = before
      if before >= 0 {
        next[Int(before)] = Int32(node)
      } else {
        firstChild[parent] = Int32(node)
      }
      if table >= 0 {
        next[node] = Int32(table)
        previous[table] = Int32(node)
      } else {
        lastChild[parent] = Int32(node)
      }
    }
    reorder(firstChild: firstChild, next: next)
  }

  private func reorder(firstChild: [Int32], next: [Int32]) {
    var ordered: [HTMLNode] = []
    ordered.reserveCapacity(document.nodes.count)
    var stack: [(old: Int32, new: Int32)] = []
    var current: Int32 = 0
    while true {
      let new = Int32(ordered.count)
      var node = document.nodes[Int(current)]
      node.parent = stack.last?.new ?? 0
      ordered.append(node)
      if firstChild[Int(current)] >= 0 {
        stack.append((current, new))
        current = firstChild[Int(current)]
        continue
      }
      ordered[Int(new)].end = new + 1
      while next[Int(current)] < 0 {
        guard let (old, place) = stack.popLast() else {
          document.nodes = ordered
          return
        }
        ordered[Int(place)].end = Int32(ordered.count)
        current = old
      }
      current = next[Int(current)]
    }
  }
}
