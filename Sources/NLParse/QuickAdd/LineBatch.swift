/// A pasted list: one line a task, deeper indentation a sub-task of the line above.
public struct LineBatch: Sendable {
  /// One line of the list.
  public struct Item: Hashable, Sendable {
    /// Its text, without indentation and list marks.
    public var text: String
    /// How deep it stands, 0 for a task of its own.
    public var depth: Int
  }

  /// The lines, in order; empty ones are left out.
  public private(set) var items: [Item] = []
  /// True where there were more lines than ``LineLimits/batchLines``.
  public private(set) var isCut = false

  /// Reads a list. A tab counts as four spaces; marks such as `-`, `*`, `1.` and `[ ]` are taken off.
  public init(_ text: String) {
    var indents: [Int] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let (indent, rest) = LineBatch.indented(line)
      guard !rest.isEmpty else { continue }
      guard items.count < LineLimits.batchLines else {
        isCut = true
        break
      }
      while let last = indents.last, last >= indent { indents.removeLast() }
      indents.append(indent)
      let depth = min(indents.count - 1, LineLimits.batchDepth - 1)
      items.append(Item(text: rest, depth: depth))
    }
  }

  private static func indented(_ line: Substring) -> (Int, String) {
    var indent = 0
    var rest = line
    while let first = rest.first, first == " " || first == "\t" {
      indent += first == "\t" ? 4 : 1
      rest.removeFirst()
    }
    for mark in ["- ", "* ", "+ ", "• "] where rest.hasPrefix(mark) { rest.removeFirst(2) }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if (1...3).contains(digits.count), rest.dropFirst(digits.count).hasPrefix(". ") {
      rest.removeFirst(digits.count + 2)
    }
    for box in ["[ ] ", "[x] ", "[X] "] where rest.hasPrefix(box) { rest.removeFirst(4) }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return (indent, String(rest))
  }
}
