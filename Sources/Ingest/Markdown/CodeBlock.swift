/// The lines of a block of code and its language.
struct CodeBlock {
  /// The code as it stands, without blank lines around it.
  private(set) var lines: [UInt8] = []
  /// The language by the name its fence carries; empty where the page does not say.
  private(set) var language = ""

  /// Reads a `pre` element.
  init(_ document: HTMLDocument, _ node: Int, skipping skipped: NodeSet) {
    var blockEnds: [Int] = []
    var place = node + 1
    let end = document.end(of: node)
    while place < end {
      while let last = blockEnds.last, last <= place {
        blockEnds.removeLast()
        breakLine()
      }
      let tag = document.tag(place)
      if tag == .text {
        if !skipped.contains(place) { add(document.text(place)) }
      } else if skipped.contains(place) || HTMLTag.unseen.contains(tag)
        || Self.isGutter(document, place)
      {
        place = document.end(of: place)
        continue
      } else if tag == .br {
        lines.append(0x0A)
      } else if HTMLTag.blocks.contains(tag), tag != .td, tag != .th {
        breakLine()
        blockEnds.append(document.end(of: place))
      }
      place += 1
    }
    trim()
    language = Self.language(document, node)
  }

  private mutating func add(_ text: ArraySlice<UInt8>) {
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      if byte == 0xC2, place + 1 < text.endIndex, text[place + 1] == 0xA0 {
        lines.append(0x20)
        place += 2
        continue
      }
      if byte == 0x0D {
        if place + 1 < text.endIndex, text[place + 1] == 0x0A {} else { lines.append(0x0A) }
      } else {
        lines.append(byte)
      }
      place += 1
    }
  }

  private mutating func breakLine() {
    if let last = lines.last, last != 0x0A { lines.append(0x0A) }
  }

  private mutating func trim() {
    while let last = lines.last, HTMLText.isSpace(last) { lines.removeLast() }
    var start = 0
    var place = 0
    while place < lines.count, HTMLText.isSpace(lines[place]) {
      if lines[place] == 0x0A { start = place + 1 }
      place += 1
    }
    if start > 0 { lines.removeFirst(start) }
  }

  /// True for the numbers that a page sets beside its lines.
  private static func isGutter(_ document: HTMLDocument, _ node: Int) -> Bool {
    guard let names = document.value(.class, of: node) else { return false }
    return ASCIIWords.contains(names, "gutter") || ASCIIWords.contains(names, "lineno")
      || ASCIIWords.contains(names, "line-number") || ASCIIWords.contains(names, "linenumber")
  }

  // MARK: Language

  private static func language(_ document: HTMLDocument, _ node: Int) -> String {
    var candidates = [node]
    candidates += document.descendants(of: node).filter { document.tag($0) == .code }.prefix(1)
    let parent = document.parent(node)
    candidates += [parent, document.parent(parent), document.parent(document.parent(parent))]
    for candidate in candidates {
      for name in [HTMLAttributeName.dataLang, .dataLanguage] {
        if let value = document.attribute(name, of: candidate), let found = cleaned(value) {
          return found
        }
      }
      if let names = document.attribute(.class, of: candidate), let found = language(in: names) {
        return found
      }
    }
    return ""
  }

  private static func language(in names: String) -> String? {
    let words = names.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    for (place, word) in words.enumerated() {
      for start in ["language-", "lang-", "highlight-source-", "highlight-text-"]
      where word.hasPrefix(start) {
        return cleaned(String(word.dropFirst(start.count)))
      }
      if word == "brush:", place + 1 < words.count { return cleaned(words[place + 1]) }
      if word.hasPrefix("brush:") { return cleaned(String(word.dropFirst(6))) }
      if word == "sourcecode" || word == "hljs" || word == "highlight" || word == "prettyprint",
        let known = words.first(where: { known.contains($0) })
      {
        return known
      }
    }
    return nil
  }

  private static func cleaned(_ word: String) -> String? {
    let name = word.lowercased().filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || "+#-_.".contains($0))
    }
    let isNone = ["none", "plaintext", "text", "plain", "txt", "auto", "default", "code"]
      .contains(name)
    return name.isEmpty || isNone || name.count > 24 ? nil : name
  }

  private static let known: Set<String> = [
    "bash", "c", "clojure", "console", "cpp", "csharp", "css", "dart", "diff", "dockerfile",
    "elixir", "erlang", "fortran", "go", "graphql", "haskell", "html", "ini", "java",
    "javascript", "js", "json", "jsx", "julia", "kotlin", "latex", "lua", "makefile", "markdown",
    "matlab", "nix", "objectivec", "ocaml", "perl", "php", "powershell", "python", "r", "ruby",
    "rust", "scala", "scheme", "scss", "shell", "sh", "sql", "swift", "toml", "ts", "tsx",
    "typescript", "vim", "xml", "yaml", "zig",
  ]
}
