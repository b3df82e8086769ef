/// The lines of a mail's HTML, as its plain text would have them, and which nodes stand in which.
///
/// So the rules that part a plain mail into note, passed-on mail, history and signature hold for
/// HTML too, and what they keep is found again in the tree.
struct MailBodyLines {
  /// The lines, parted by line feeds; nothing hidden is in them.
  private(set) var text: [UInt8] = []

  /// A run of text, a picture or a rule, and where it stands.
  private struct Leaf {
    var node: Int
    var first: Int
    var last: Int
    /// The line above, for what stands below that and above `first` rather than in a line.
    var above: Int?
  }

  private let document: HTMLDocument
  private let hidden: NodeSet
  private var leaves: [Leaf] = []
  private var writer = PlainLines()

  /// The lines of a document, without the nodes that are hidden.
  init(_ document: HTMLDocument, hidden: NodeSet) {
    self.document = document
    self.hidden = hidden
    writer.reserve(document.bytes.count / 2)
    walk()
    text = writer.output
  }

  private mutating func walk() {
    var open: [(end: Int, tag: HTMLMailTag)] = []
    var place = 1
    let count = document.nodes.count
    while place < count {
      while let last = open.last, last.end <= place {
        open.removeLast()
        writer.mark(last.tag, closes: true)
      }
      let tag = document.tag(place)
      if tag == .text {
        if !hidden.contains(place) { addText(place) }
        place += 1
        continue
      }
      if hidden.contains(place) || HTMLTag.unseen.contains(tag) {
        place = document.end(of: place)
        continue
      }
      let meaning = HTMLMailTag(tag)
      switch meaning {
      case .other: if tag == .img { addImage(place) }
      case .lineBreak: writer.mark(meaning, closes: false)
      case .rule:
        writer.mark(meaning, closes: false)
        leaves.append(Leaf(node: place, first: writer.line, last: writer.line))
      case .link:
        let target = document.value(.href, of: place).map { Array(ASCIIWords.trim($0)) }
        writer.mark(meaning, closes: false, target: target)
        open.append((document.end(of: place), meaning))
      default:
        writer.mark(meaning, closes: false)
        open.append((document.end(of: place), meaning))
      }
      place += 1
    }
    while let last = open.popLast() { writer.mark(last.tag, closes: true) }
    writer.endLink()
  }

  private mutating func addText(_ node: Int) {
    var first: Int?
    let bytes = document.text(node)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      place += 1
      if byte == 0xC2, place < bytes.endIndex, bytes[place] == 0xA0 {
        // A no-break space is not folded, but to the rules it is a blank.
        writer.emit(CollectionOfOne(Byte.space))
        place += 1
      } else {
        writer.put(byte)
        guard byte != 0, !Byte.isSpace(byte) else { continue }
      }
      first = first ?? writer.line
    }
    if let first { leaves.append(Leaf(node: node, first: first, last: writer.line)) }
  }

  private mutating func addImage(_ node: Int) {
    let next = writer.nextLine
    let above = writer.output.isEmpty || next == writer.line ? nil : writer.line
    leaves.append(Leaf(node: node, first: next, last: next, above: above))
  }

  /// What is to be left out so that only those lines stay: the hidden nodes and all others that
  /// have nothing in the lines. nil where a run of text stands in lines of both kinds.
  ///
  /// `kept` holds the first and the last node that stay, nil where none does.
  func cut(to lines: [Range<Int>]) -> (skipped: NodeSet, kept: ClosedRange<Int>?)? {
    let wanted = Self.marked(lines, upTo: writer.line + 2)
    func isWanted(_ line: Int) -> Bool { line >= 0 && line < wanted.count && wanted[line] }
    var skipped = hidden
    var kept: ClosedRange<Int>?
    // Leaves and kept leaves before each node, so that an element without any of the latter is found.
    var before = [(leaves: Int32, kept: Int32)](repeating: (0, 0), count: document.nodes.count + 1)
    var next = 0
    for place in document.indices {
      before[place + 1] = before[place]
      guard next < leaves.count, leaves[next].node == place else { continue }
      let leaf = leaves[next]
      next += 1
      let isKept = isWanted(leaf.first) || leaf.above.map(isWanted) == true
      if leaf.last > leaf.first {
        guard (leaf.first...leaf.last).allSatisfy({ isWanted($0) == isKept }) else { return nil }
      }
      before[place + 1].leaves += 1
      if isKept {
        before[place + 1].kept += 1
        kept = (kept?.lowerBound ?? place)...place
      } else {
        skipped.insert(place)
      }
    }
    for place in document.indices.dropFirst() where document.tag(place) != .text {
      let end = document.end(of: place)
      if before[end].leaves > before[place].leaves, before[end].kept == before[place].kept {
        skipped.insert(place)
      }
    }
    return (skipped, kept)
  }

  private static func marked(_ lines: [Range<Int>], upTo count: Int) -> [Bool] {
    var wanted = [Bool](repeating: false, count: count)
    for range in lines {
      for line in range.clamped(to: 0..<count) { wanted[line] = true }
    }
    return wanted
  }
}
