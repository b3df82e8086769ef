extension MarkdownWriter {
  /// Writes the lines of one block with what stands before them: quote signs, markers, indents.
  mutating func writeBlock(_ block: [UInt8]) {
    separate(from: block)
    endedList = nil
    var start = 0
    var isFirst = true
    while start <= block.count {
      let end = block[start...].firstIndex(of: 0x0A) ?? block.count
      let line = block[start..<end]
      writePrefix(isBlank: line.isEmpty, isFirst: isFirst)
      output.append(contentsOf: line)
      output.append(0x0A)
      isFirst = false
      start = end + 1
    }
    isTight = false
    for place in lists.indices { lists[place].isBegun = true }
  }

  /// The blank line between two blocks, unless the items of a tight list follow one another.
  private mutating func separate(from block: [UInt8]) {
    guard !output.isEmpty else { return }
    let beginsItem = containers.contains { $0.kind == .item && !$0.isBegun }
    var joins = isTight && beginsItem
    if beginsItem, let first = containers.firstIndex(where: { $0.kind == .item && !$0.isBegun }),
      containers[..<first].contains(where: { $0.kind == .item && !$0.isBegun }) == false,
      let list = lists.last(where: { $0.depth <= first }), !list.isBegun, list.depth > 0,
      containers[list.depth - 1].kind == .item, isAfterParagraph,
      !list.isOrdered || list.first == 1
    {
      // A list below the words of an item begins in the next line.
      joins = lists.first(where: { $0.depth < list.depth })?.isTight ?? false
    }
    if joins { return }
    // What begins with this block does not stand before the blank line above it.
    let shown = containers.firstIndex { !$0.isBegun } ?? containers.count
    writePrefix(isBlank: true, isFirst: false, upTo: shown)
    output.append(0x0A)
  }

  /// True where the line written last belongs to a paragraph of words.
  private var isAfterParagraph: Bool {
    guard output.count >= 2 else { return false }
    return output[output.count - 2] != 0x60
  }

  private mutating func writePrefix(isBlank: Bool, isFirst: Bool, upTo count: Int? = nil) {
    let start = output.count
    for place in 0..<(count ?? containers.count) {
      switch containers[place].kind {
      case .quote:
        output.append(contentsOf: [0x3E, 0x20])
        containers[place].isBegun = true
      case .item:
        if isFirst, !containers[place].isBegun {
          output.append(contentsOf: containers[place].marker)
          output.append(contentsOf: containers[place].box)
          containers[place].isBegun = true
        } else {
          for _ in containers[place].marker { output.append(0x20) }
        }
      }
    }
    if isBlank { while output.count > start, output.last == 0x20 { output.removeLast() } }
  }

  /// Begins a quotation or the like at the node; too deep ones become plain blocks.
  mutating func enterContainer(_ kind: MarkdownContainer.Kind, _ node: Int) {
    flush()
    guard containers.count < MarkdownLimits.containerDepth else {
      open.append((document.end(of: node), .block))
      return
    }
    containers.append(MarkdownContainer(kind: kind))
    open.append((document.end(of: node), .container))
  }

  /// Begins the list at the node.
  mutating func enterList(_ node: Int, _ tag: HTMLTag) {
    flush()
    let isOrdered = tag == .ol
    var number = 1
    if isOrdered, let value = document.attribute(.start, of: node), let start = Int(value),
      (0...99_999_999).contains(start)
    {
      number = start
    }
    var sign: UInt8 = isOrdered ? 0x2E : 0x2D
    if let ended = endedList, ended.isOrdered == isOrdered, ended.depth == containers.count,
      ended.isBegun
    {
      sign = isOrdered ? (ended.sign == 0x2E ? 0x29 : 0x2E) : (ended.sign == 0x2D ? 0x2A : 0x2D)
    }
    lists.append(
      MarkdownList(
        isOrdered: isOrdered, first: number, number: number, sign: sign, isTight: isTightList(node),
        depth: containers.count))
    open.append((document.end(of: node), .list))
  }

  /// Begins the list item at the node; too deep ones become plain blocks.
  mutating func enterItem(_ node: Int) {
    flush()
    guard containers.count < MarkdownLimits.containerDepth else {
      open.append((document.end(of: node), .block))
      return
    }
    var marker: [UInt8] = [0x2D, 0x20]
    if let list = lists.last {
      if list.isOrdered {
        var number = list.number
        if let value = document.attribute(.value, of: node), let given = Int(value),
          (0...99_999_999).contains(given), given >= number
        {
          number = given
        }
        marker = Array("\(number)".utf8) + [list.sign, 0x20]
        lists[lists.count - 1].number = number + 1
      } else {
        marker = [list.sign, 0x20]
      }
    }
    containers.append(MarkdownContainer(kind: .item, marker: marker))
    isTight = (lists.last?.isTight ?? false) && (lists.last?.isBegun ?? false)
    open.append((document.end(of: node), .item))
  }

  /// True where no item of the list holds several paragraphs.
  private func isTightList(_ node: Int) -> Bool {
    for item in document.children(of: node) where document.tag(item) == .li {
      var paragraphs = 0
      var place = item + 1
      let end = document.end(of: item)
      while place < end {
        switch document.tag(place) {
        case .p: paragraphs += 1
        case .pre, .blockquote, .table: return false
        case .ul, .ol:
          place = document.end(of: place)
          continue
        default: break
        }
        if paragraphs > 1 { return false }
        place += 1
      }
    }
    return true
  }

  /// True where blocks stand inside an element.
  func hasBlocks(_ node: Int) -> Bool {
    document.descendants(of: node).contains {
      HTMLTag.blocks.contains(document.tag($0)) && !skipped.contains($0)
    }
  }
}
