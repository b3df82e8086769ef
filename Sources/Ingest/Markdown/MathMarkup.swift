/// A formula in presentation MathML (MathML Core, W3C) written as TeX, for pages that carry no TeX
/// of it: what stands above, below and under a root would otherwise run together in one line.
struct MathMarkup {
  private let document: HTMLDocument

  /// The TeX of a `math` element; nil where it holds none, or more than a formula has.
  static func tex(_ document: HTMLDocument, _ math: Int) -> [UInt8]? {
    guard document.end(of: math) - math <= MarkdownLimits.formulaNodes else { return nil }
    let markup = MathMarkup(document: document)
    let text = markup.row(math, depth: 0)
    return text.isEmpty ? nil : Array(text.utf8)
  }

  /// The children of an element in a row.
  private func row(_ node: Int, depth: Int) -> String {
    var line = ""
    for child in document.children(of: node) {
      let text = write(child, depth: depth + 1)
      guard let first = text.utf8.first else { continue }
      // Blanks mean nothing in TeX; they stand where a person would set them.
      let isTight = text.utf8.count == 1 && ")],.;!'".utf8.contains(first)
      if let last = line.utf8.last, !isTight, last != 0x28, last != 0x5B { line += " " }
      line += text
    }
    return line
  }

  /// The elements below an element, each written.
  private func parts(_ node: Int, depth: Int) -> [String] {
    document.children(of: node).filter { document.tag($0) != .text }
      .map { write($0, depth: depth + 1) }
  }

  private func write(_ node: Int, depth: Int) -> String {
    let tag = document.tag(node)
    if tag == .text { return Self.escaped(Self.folded(document.text(node))) }
    guard depth < MarkdownLimits.formulaDepth else { return Self.escaped(words(node)) }
    switch tag {
    case .mi, .mn, .mo: return MathSymbols.tex(words(node)) ?? Self.escaped(words(node))
    case .mtext:
      let text = words(node)
      return text.isEmpty ? "" : "\\text{\(Self.escaped(text))}"
    case .mspace, .mphantom, .annotation, .annotationXML: return ""
    case .mfrac:
      let found = parts(node, depth: depth)
      guard found.count == 2 else { return found.joined(separator: " ") }
      // Without a line it is a binomial coefficient or the like.
      let line = document.value(.linethickness, of: node).flatMap(InlineStyle.length)
      return line == 0
        ? "{\(found[0]) \\atop \(found[1])}" : "\\frac{\(found[0])}{\(found[1])}"
    case .msqrt: return "\\sqrt{\(row(node, depth: depth))}"
    case .mroot:
      let found = parts(node, depth: depth)
      guard found.count == 2 else { return found.joined(separator: " ") }
      return "\\sqrt[\(found[1])]{\(found[0])}"
    case .mfenced:
      return "\\left( \(parts(node, depth: depth).joined(separator: ", ")) \\right)"
    case .msub, .msup, .msubsup: return scripts(parts(node, depth: depth), tag)
    case .munder, .mover, .munderover: return limits(node, tag, depth: depth)
    case .mtable: return table(node, depth: depth)
    case .semantics:
      let shown = document.children(of: node).first { document.tag($0) != .text }
      return shown.map { write($0, depth: depth + 1) } ?? ""
    default: return row(node, depth: depth)
    }
  }

  private func scripts(_ found: [String], _ tag: HTMLTag) -> String {
    guard found.count == (tag == .msubsup ? 3 : 2) else { return found.joined(separator: " ") }
    let base = Self.asBase(found[0])
    switch tag {
    case .msub, .munder: return "\(base)_{\(found[1])}"
    case .msup, .mover: return "\(base)^{\(found[1])}"
    default: return "\(base)_{\(found[1])}^{\(found[2])}"
    }
  }

  /// What stands under and over something: an accent, the limits of an operator, or else.
  private func limits(_ node: Int, _ tag: HTMLTag, depth: Int) -> String {
    let elements = document.children(of: node).filter { document.tag($0) != .text }
    let found = parts(node, depth: depth)
    guard found.count == (tag == .munderover ? 3 : 2) else { return found.joined(separator: " ") }
    if tag == .mover, let accent = MathSymbols.accents[words(elements[1])] {
      return "\(accent){\(found[0])}"
    }
    if tag == .munder, let accent = MathSymbols.underAccents[words(elements[1])] {
      return "\(accent){\(found[0])}"
    }
    if MathSymbols.takesLimits(found[0]) {
      return scripts(found, tag == .munderover ? .msubsup : tag)
    }
    switch tag {
    case .munder: return "\\underset{\(found[1])}{\(found[0])}"
    case .mover: return "\\overset{\(found[1])}{\(found[0])}"
    default: return "\\overset{\(found[2])}{\\underset{\(found[1])}{\(found[0])}}"
    }
  }

  private func table(_ node: Int, depth: Int) -> String {
    var lines: [String] = []
    for line in document.children(of: node) where document.tag(line) == .mtr {
      lines.append(parts(line, depth: depth + 1).joined(separator: " & "))
    }
    return "\\begin{matrix} \(lines.joined(separator: " \\\\ ")) \\end{matrix}"
  }

  /// The words of an element, blanks folded.
  private func words(_ node: Int) -> String {
    var text: [UInt8] = []
    for place in document.descendants(of: node) where document.tag(place) == .text {
      text.append(contentsOf: document.text(place))
    }
    return Self.folded(text[...])
  }

  private static func folded(_ text: ArraySlice<UInt8>) -> String {
    var writer = TextWriter()
    writer.add(text)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  /// More than one sign needs braces to have a script of its own.
  private static func asBase(_ text: String) -> String {
    let isOne = text.utf8.count == 1 || !text.utf8.contains(0x20) && text.utf8.first == 0x5C
    let isWord = text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
    let isClosing = text == ")" || text == "]" || text == "|" || text.unicodeScalars.count == 1
    return isOne || isWord || isClosing ? text : "{\(text)}"
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "#%&_{}$\\".utf8.contains($0) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "#", "%", "&", "_", "{", "}", "$": escaped += "\\\(scalar)"
      case "\\": escaped += "\\backslash "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
