/// The TeX source of a formula, where the page carries it.
struct MathSource {
  /// The formula in TeX, on one line.
  var tex: [UInt8]
  /// True where the formula stands on a line of its own.
  var isBlock: Bool

  /// Attributes in which pages keep the TeX of what an element draws.
  static let attributes: [HTMLAttributeName] = [.dataMath, .dataTex, .dataLatex, .dataExpr]

  /// The formula of a `math` element or a TeX script; nil where it has none.
  init?(_ document: HTMLDocument, _ node: Int) {
    switch document.tag(node) {
    case .tex: tex = Self.text(below: node, document)
    case .math:
      if let text = document.value(.alttext, of: node) {
        tex = Self.folded(text)
      } else if let annotation = document.descendants(of: node).first(where: {
        document.tag($0) == .annotation
          && document.value(.encoding, of: $0).map(Self.isTeX) ?? false
      }) {
        tex = Self.text(below: annotation, document)
      } else if let text = document.value(.dataLatex, of: node) {
        tex = Self.folded(text)
      } else if let text = MathMarkup.tex(document, node) {
        tex = text
      } else {
        return nil
      }
    default: return nil
    }
    isBlock = document.value(.display, of: node).map { ASCIIWords.equals($0, "block") } ?? false
    if tex.isEmpty { return nil }
  }

  /// The formula that an element draws and keeps as TeX in an attribute; nil where it has none.
  init?(carriedBy node: Int, _ document: HTMLDocument) {
    guard document.tag(node) != .text, document.tag(node) != .math,
      let name = Self.attributes.first(where: { document.has($0, node) }),
      let value = document.value(name, of: node), value.count <= MarkdownLimits.formulaBytes
    else { return nil }
    tex = Self.folded(value)
    guard !tex.isEmpty, document.end(of: node) - node <= MarkdownLimits.formulaNodes,
      // Around paragraphs it says something about them, and is no formula itself.
      !document.descendants(of: node).contains(where: { document.tag($0) == .p })
    else { return nil }
    let names = document.value(.class, of: node) ?? []
    isBlock =
      HTMLTag.blocks.contains(document.tag(node)) || ASCIIWords.contains(names, "block")
      || ASCIIWords.contains(names, "display")
  }

  /// True for `application/x-tex`, `TeX` and the like, not for `text/plain`.
  private static func isTeX(_ encoding: ArraySlice<UInt8>) -> Bool {
    ASCIIWords.contains(encoding, "tex") && !ASCIIWords.contains(encoding, "text")
  }

  private static func text(below node: Int, _ document: HTMLDocument) -> [UInt8] {
    var text: [UInt8] = []
    for child in document.descendants(of: node) where document.tag(child) == .text {
      text.append(contentsOf: document.text(child))
    }
    return folded(text[...])
  }

  /// TeX on one line, without the signs or the style that show it.
  static func folded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var writer = TextWriter()
    writer.add(text)
    var tex = writer.finish()
    let style: [UInt8] = Array("{\\displaystyle ".utf8)
    if tex.starts(with: style), tex.last == 0x7D {
      tex.removeFirst(style.count)
      tex.removeLast()
    }
    while tex.last == 0x20 { tex.removeLast() }
    return tex
  }

  /// The formula between dollar signs, as it reads.
  var text: [UInt8] {
    let sign: [UInt8] = isBlock ? [0x24, 0x24] : [0x24]
    return sign + tex + sign
  }

  /// The formula as Markdown: between dollar signs, in a code span inside them where Markdown
  /// would read the formula's own signs.
  var markdown: [UInt8] {
    let sign: [UInt8] = isBlock ? [0x24, 0x24] : [0x24]
    return isSafe ? sign + tex + sign : sign + fenced + sign
  }

  /// True where no sign of the formula means anything in Markdown.
  private var isSafe: Bool {
    for (place, byte) in tex.enumerated() {
      switch byte {
      case 0x2A, 0x60, 0x3C, 0x5B, 0x5D, 0x7E, 0x7C, 0x26: return false
      case 0x5C:
        let next = place + 1 < tex.count ? tex[place + 1] : 0x5C
        let isLetter = (next | 0x20) &- 0x61 < 26
        if !isLetter && next != 0x20 { return false }
      case 0x5F:
        let next = place + 1 < tex.count ? tex[place + 1] : 0
        let previous = place > 0 ? tex[place - 1] : 0
        if !Self.isWord(previous), next != 0, next != 0x20 { return false }
      default: break
      }
    }
    return true
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private var fenced: [UInt8] {
    var longest = 0
    var run = 0
    for byte in tex {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = [UInt8](repeating: 0x60, count: longest + 1)
    return fence + tex + fence
  }
}
