/// The text of a document, or of a part of it, as a reader sees it.
public enum HTMLText {
  /// True for the bytes that HTML folds into one blank.
  @inline(__always)
  public static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// The text below a node with blocks on lines of their own and blanks folded; parts that
  /// `isLeftOut` names and parts that are never shown are left out.
  public static func render(
    _ document: HTMLDocument, _ node: Int = 0, leavingOut isLeftOut: (Int) -> Bool = { _ in false }
  ) -> [UInt8] {
    var writer = TextWriter()
    var place = node
    let end = document.end(of: node)
    var blockEnds: [Int] = []
    while place < end {
      while let last = blockEnds.last, last <= place {
        blockEnds.removeLast()
        writer.breakLine()
      }
      let tag = document.tag(place)
      if tag == .text {
        if !isLeftOut(place) { writer.add(document.text(place)) }
        place += 1
        continue
      }
      var formula: MathSource?
      if tag == .math || tag == .tex { formula = MathSource(document, place) }
      if formula == nil, document.carriesFormulas {
        formula = MathSource(carriedBy: place, document)
      }
      if let source = formula, !isLeftOut(place) {
        if source.isBlock { writer.breakLine() }
        writer.add(source.text[...])
        if source.isBlock { writer.breakLine() }
        place = document.end(of: place)
        continue
      }
      if place != node, HTMLTag.unseen.contains(tag) || isLeftOut(place) {
        place = document.end(of: place)
        continue
      }
      if tag == .br {
        writer.breakLine()
      } else if HTMLTag.blocks.contains(tag) {
        if tag == .td || tag == .th { writer.addBlank() } else { writer.breakLine() }
        blockEnds.append(document.end(of: place))
      }
      place += 1
    }
    return writer.finish()
  }

  /// The text below a node on one line.
  public static func line(_ document: HTMLDocument, _ node: Int) -> String {
    var writer = TextWriter()
    for place in node..<document.end(of: node) {
      let tag = document.tag(place)
      if tag == .text {
        writer.add(document.text(place))
      } else if tag == .br || HTMLTag.blocks.contains(tag) {
        writer.addBlank()
      }
    }
    return String(decoding: writer.finish(), as: UTF8.self)
  }
}
