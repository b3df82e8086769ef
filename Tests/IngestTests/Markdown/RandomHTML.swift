import Shared

/// Random markup for property tests: words full of Markdown's signs inside every kind of element.
struct RandomHTML {
  private var generator: SeededRandom

  /// Markup of that seed.
  static func make(seed: UInt64) -> String {
    var source = RandomHTML(generator: SeededRandom(seed: seed))
    return source.blocks(depth: 0)
  }

  private mutating func pick<T>(_ items: [T]) -> T {
    items[Int(generator.next() % UInt64(items.count))]
  }

  private mutating func chance(_ percent: UInt64) -> Bool { generator.next() % 100 < percent }

  private static let words = [
    "word", "a", "*", "**", "_", "__init__", "snake_case", "`", "``", "[x]", "[", "](y)", "!", "#",
    "# h", "-", "- item", "+", "1.", "12)", "2024.", ">", "&gt;", "&lt;b&gt;", "&amp;amp;",
    "&amp;lt;", "~", "~~", "~5", "|", "a|b", "---", "===", "\\", "\\*", "http://x.y/a_b", "über",
    "“quoted”", "naïve.", "日本語", "€5", "…", "(", ")", "a:b", "x*y*z", "&nbsp;", ":-", "|-|", "$",
    "1",
    ".", "^", "&amp;", "<br>", "!", "é", "-:", "= =",
  ]

  private mutating func inline(depth: Int) -> String {
    var text = ""
    for _ in 0..<(1 + generator.next() % 6) {
      if depth < 4, chance(30) {
        let inner = inline(depth: depth + 1)
        switch generator.next() % 9 {
        case 0: text += "<b>\(inner)</b>"
        case 1: text += "<i>\(inner)</i>"
        case 2: text += "<a href='https://e.x/?q=1'>\(inner)</a>"
        case 3: text += "<code>\(inner)</code>"
        case 4: text += "<s>\(inner)</s>"
        case 5: text += "<span>\(inner)</span>"
        case 6: text += "<strong>\(inner)</strong>"
        case 7: text += "<em>\(inner)</em>"
        default: text += "<img src='https://e.x/i.png' alt='\(pick(["", "x", "a [b]", "*"]))'>"
        }
      } else {
        text += pick(Self.words)
      }
      if chance(60) { text += " " }
    }
    return text
  }

  private mutating func blocks(depth: Int) -> String {
    var text = ""
    for _ in 0..<(1 + generator.next() % 4) {
      let inner = depth < 4 && chance(55) ? blocks(depth: depth + 1) : inline(depth: 1)
      switch generator.next() % 14 {
      case 0: text += "<p>\(inline(depth: 0))</p>"
      case 1: text += "<div>\(inner)</div>"
      case 2: text += "<ul><li>\(inner)</li><li>\(inline(depth: 1))</li></ul>"
      case 3: text += "<ol start=\(generator.next() % 5)><li>\(inner)</li></ol>"
      case 4: text += "<blockquote>\(inner)</blockquote>"
      case 5: text += "<h\(1 + generator.next() % 6)>\(inline(depth: 1))</h3>"
      case 6: text += "<pre>\(pick(Self.words))\n  \(pick(Self.words))\n</pre>"
      case 7:
        text += "<table><tr><th>\(inline(depth: 1))</th><th>\(inline(depth: 1))</th></tr><tr><td>"
        text += "\(inline(depth: 1))</td><td>\(inline(depth: 1))</td></tr></table>"
      case 8: text += "<table><tr><td>\(inner)</td></tr></table>"
      case 9: text += "<hr>"
      case 10: text += "<dl><dt>\(inline(depth: 1))</dt><dd>\(inner)</dd></dl>"
      case 11: text += inline(depth: 0)
      case 12: text += "<a href='https://e.x/'>\(inner)</a>"
      default: text += "<b>\(inner)</b>"
      }
    }
    return text
  }
}
