extension MarkdownWriter {
  /// Begins a table: one of data is written as such, one that only arranges things is walked.
  mutating func enterTable(_ node: Int) -> Int {
    flush()
    if let rows = dataRows(node) {
      writeTable(node, rows)
      return document.end(of: node)
    }
    open.append((document.end(of: node), .block))
    return node + 1
  }

  /// The cells of each row, or nil where the table only arranges things.
  private func dataRows(_ node: Int) -> [[Int]]? {
    if let role = document.value(.role, of: node),
      ASCIIWords.equals(role, "presentation") || ASCIIWords.equals(role, "none")
    {
      return nil
    }
    var rows: [[Int]] = []
    var cells = 0
    var widest = 0
    var hasHeader = false
    var place = node + 1
    let end = document.end(of: node)
    while place < end {
      switch document.tag(place) {
      case .table, .pre, .blockquote, .h1, .h2, .h3, .form, .figure, .hr, .listing: return nil
      case .ul, .ol, .dl:
        if !hasHeader { return nil }
      case .tr: rows.append([])
      case .td, .th:
        if document.tag(place) == .th { hasHeader = true }
        if rows.isEmpty { return nil }
        rows[rows.count - 1].append(place)
        widest = max(widest, rows[rows.count - 1].count)
        cells += 1
      default: break
      }
      if skipped.contains(place) {
        place = document.end(of: place)
      } else {
        place += 1
      }
    }
    rows.removeAll(where: \.isEmpty)
    guard cells <= MarkdownLimits.tableCells, widest <= MarkdownLimits.tableColumns else {
      return nil
    }
    guard rows.count >= 2, widest >= 2 || hasHeader else { return nil }
    if !hasHeader, !rows.allSatisfy({ $0.allSatisfy { !holdsParagraphs($0) } }) { return nil }
    return rows
  }

  private func holdsParagraphs(_ cell: Int) -> Bool {
    var paragraphs = 0
    for place in document.descendants(of: cell) {
      switch document.tag(place) {
      case .p, .div, .section, .article, .center: paragraphs += 1
      default: break
      }
    }
    return paragraphs > 1
  }

  private mutating func writeTable(_ node: Int, _ rows: [[Int]]) {
    if let caption = document.children(of: node).first(where: { document.tag($0) == .caption }),
      !skipped.contains(caption)
    {
      walk(caption)
    }
    var lines: [[[UInt8]]] = []
    var columns = 0
    for row in rows {
      var line: [[UInt8]] = []
      for cell in row {
        line.append(cellText(cell))
        let span = document.attribute(.colspan, of: cell).flatMap { Int($0) } ?? 1
        for _ in 1..<max(1, min(span, MarkdownLimits.tableColumns - line.count)) {
          line.append([])
        }
      }
      columns = max(columns, line.count)
      lines.append(line)
    }
    lines.removeAll { $0.allSatisfy(\.isEmpty) }
    columns = min(columns, MarkdownLimits.tableColumns)
    guard let first = lines.first, columns > 0 else { return }
    var block: [UInt8] = []
    func add(_ line: [[UInt8]]) {
      block.append(0x7C)
      for column in 0..<columns {
        block.append(0x20)
        if column < line.count, !line[column].isEmpty {
          block.append(contentsOf: line[column])
          block.append(0x20)
        }
        block.append(0x7C)
      }
      block.append(0x0A)
    }
    add(first)
    block.append(0x7C)
    for _ in 0..<columns { block.append(contentsOf: [0x20, 0x2D, 0x2D, 0x2D, 0x20, 0x7C]) }
    block.append(0x0A)
    for line in lines.dropFirst() { add(line) }
    block.removeLast()
    writeBlock(block)
  }

  /// The words of a cell on one line.
  private mutating func cellText(_ cell: Int) -> [UInt8] {
    let end = document.end(of: cell)
    let outer = open.count
    let outerMarks = marks
    marks = []
    inline.clear()
    var place = cell + 1
    while place < end {
      while open.count > outer, let last = open.last, last.end <= place {
        open.removeLast()
        leaveInCell(last.action)
      }
      let tag = document.tag(place)
      if tag == .text, skipped.contains(place) {
        place += 1
      } else if tag == .text {
        if inline.hasContent || !InlineBuffer.isBlank(document.text(place)) { beginParagraph() }
        inline.addText(document.text(place))
        place += 1
      } else if skipped.contains(place) || HTMLTag.unseen.contains(tag) {
        place = document.end(of: place)
      } else if let next = enterCell(place, tag) {
        place = next
      } else {
        if HTMLTag.blocks.contains(tag) || tag == .br {
          inline.addBlank()
          open.append((document.end(of: place), .block))
        }
        place += 1
      }
    }
    while open.count > outer, let last = open.popLast() { leaveInCell(last.action) }
    for mark in marks.reversed() { inline.close(mark.mark) }
    marks = outerMarks
    let text = inline.markdown(isCell: true)
    inline.clear()
    return text
  }

  /// As outside of tables, but a formula on a line of its own would break the cell's.
  private mutating func enterCell(_ node: Int, _ tag: HTMLTag) -> Int? {
    var source: MathSource?
    if tag == .math || tag == .tex { source = MathSource(document, node) }
    if source == nil, document.carriesFormulas { source = MathSource(carriedBy: node, document) }
    guard var source else { return tag == .math ? nil : enterInline(node, tag) }
    source.isBlock = false
    return writeMath(source, node)
  }

  private mutating func leaveInCell(_ action: MarkdownAction) {
    switch action {
    case .mark(let mark):
      marks.removeLast()
      if inline.hasContent { inline.close(mark) }
    case .quotation: inline.addText(Array("”".utf8)[...])
    default: inline.addBlank()
    }
  }
}
