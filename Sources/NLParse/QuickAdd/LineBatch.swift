/// A pasted list: one line a task, deeper indentation a sub-task of the line above.
public struct LineBatch: Sendable {
  /// One line of the list.
  public struct Item: Hashable, Sendable {
    /// Its text, without indentation and list marks.
    public var text: String
    /// How deep it stands, 0 for a task of its own.
    public var depth: Int
    /// True where its box is ticked: `[x]`.
    public var isDone = false
    /// Bytes of indentation and marks before its text.
    public var offset = 0

    /// A line of its own.
    public init(text: String, depth: Int = 0) {
      self.text = text
      self.depth = depth
    }
  }

  /// The lines, in order; empty ones are left out.
  public private(set) var items: [Item] = []
  /// True where there were more lines than ``LineLimits/batchLines``.
  public private(set) var isCut = false

  /// A line whose number still stands before its text.
  private struct Numbered {
    var item: Int
    var number: Int
    var width: Int
  }

  /// Reads a list. A tab counts as four spaces; marks such as `-`, `*` and `[ ]` are taken off, and
  /// numbers such as `1.` where two lines or more beside each other count up with them: "1. April"
  /// alone may be a date.
  public init(_ text: String) {
    var indents: [Int] = []
    // The numbered lines beside each other, for each depth that is open.
    var open: [[Numbered]] = []
    for line in text.split(whereSeparator: \.isNewline) {
      var item = Item(text: "")
      let indent = item.take(line)
      guard !item.text.isEmpty else { continue }
      guard items.count < LineLimits.batchLines else {
        isCut = true
        break
      }
      while let last = indents.last, last >= indent { indents.removeLast() }
      indents.append(indent)
      item.depth = min(indents.count - 1, LineLimits.batchDepth - 1)
      while open.count > indents.count { takeOff(open.removeLast()) }
      while open.count < indents.count { open.append([]) }
      if let (number, width) = LineBatch.number(item.text) {
        open[open.count - 1].append(Numbered(item: items.count, number: number, width: width))
      }
      items.append(item)
    }
    for group in open { takeOff(group) }
    for place in items.indices { items[place].takeBox() }
  }

  /// Takes the numbers off lines that count up with them.
  private mutating func takeOff(_ group: [Numbered]) {
    guard group.count > 1, zip(group, group.dropFirst()).allSatisfy({ $0.number < $1.number })
    else { return }
    for line in group { items[line.item].take(line.width) }
  }

  /// The number of `12. ` at the beginning of a text, and its bytes; nil before a month's name.
  private static func number(_ text: String) -> (Int, Int)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard (1...3).contains(digits.count), let number = Int(digits), rest.hasPrefix(". "),
      !LanguageTable.isDottedMonth(rest.dropFirst(2))
    else { return nil }
    return (number, digits.utf8.count + 2)
  }
}

extension LineBatch.Item {
  /// Takes a line with its indentation and bullet taken off, and answers how far it is indented.
  fileprivate mutating func take(_ line: Substring) -> Int {
    var indent = 0
    var rest = line
    while let first = rest.first, first == " " || first == "\t" {
      indent += first == "\t" ? 4 : 1
      rest.removeFirst()
    }
    for mark in ["- ", "* ", "+ ", "• "] where rest.hasPrefix(mark) { rest.removeFirst(2) }
    offset = line.utf8.count - rest.utf8.count
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    text = String(rest)
    return indent
  }

  /// Takes bytes off the beginning.
  fileprivate mutating func take(_ bytes: Int) {
    offset += bytes
    text = String(decoding: Array(text.utf8.dropFirst(bytes)), as: UTF8.self)
  }

  /// Takes a box off, and notes whether it is ticked.
  fileprivate mutating func takeBox() {
    for box in ["[ ] ", "[x] ", "[X] "] where text.hasPrefix(box) {
      take(box.utf8.count)
      isDone = box != "[ ] "
      return
    }
  }
}
