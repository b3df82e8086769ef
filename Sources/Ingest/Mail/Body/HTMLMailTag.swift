/// What the elements of HTML mail mean for its plain text.
enum HTMLMailTag {
  /// `br`.
  case lineBreak
  /// `p` and headings: an empty line around them.
  case paragraph
  /// Elements that begin a line.
  case block
  /// `li`.
  case item
  /// `td` and `th`.
  case cell
  /// `blockquote`.
  case quote
  /// `hr`.
  case rule
  /// `pre`.
  case preformatted
  /// `a`.
  case link
  /// Elements whose text is not shown, by name.
  case hidden(StaticString)
  /// Elements inside lines.
  case other

  /// The meaning of an element of a tree, in which what is hidden is known otherwise.
  init(_ tag: HTMLTag) {
    switch tag {
    case .br: self = .lineBreak
    case .p, .h1, .h2, .h3, .h4, .h5, .h6: self = .paragraph
    case .a: self = .link
    case .td, .th: self = .cell
    case .li: self = .item
    case .blockquote: self = .quote
    case .hr: self = .rule
    case .pre, .listing: self = .preformatted
    default: self = HTMLTag.blocks.contains(tag) ? .block : .other
    }
  }

  /// The meaning of an element's name.
  static func recognise(_ bytes: Span<UInt8>, _ name: Range<Int>) -> HTMLMailTag {
    for (word, meaning) in table where ByteSearch.equals(bytes, name, word) { return meaning }
    return .other
  }

  /// The value of an attribute, quotes removed.
  static func attribute(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ name: StaticString
  ) -> Range<Int>? {
    var index = range.lowerBound
    while index < range.upperBound {
      while index < range.upperBound, Byte.isSpace(bytes[index]) { index += 1 }
      let start = index
      while index < range.upperBound, bytes[index] != Byte.equals, !Byte.isSpace(bytes[index]) {
        index += 1
      }
      let key = start..<index
      while index < range.upperBound, Byte.isSpace(bytes[index]) { index += 1 }
      guard index < range.upperBound, bytes[index] == Byte.equals else {
        if key.isEmpty { index += 1 }
        continue
      }
      index += 1
      while index < range.upperBound, Byte.isSpace(bytes[index]) { index += 1 }
      guard index < range.upperBound else { return nil }
      let quote = bytes[index]
      var value = index..<index
      if quote == Byte.quote || quote == Byte.apostrophe {
        let close =
          ByteSearch.index(of: quote, in: bytes, from: index + 1, to: range.upperBound)
          ?? range.upperBound
        value = (index + 1)..<close
        index = min(close + 1, range.upperBound)
      } else {
        while index < range.upperBound, !Byte.isSpace(bytes[index]) { index += 1 }
        value = value.lowerBound..<index
      }
      if ByteSearch.equals(bytes, key, name) { return ByteSearch.trimmed(bytes, value) }
    }
    return nil
  }

  private static let table: [(StaticString, HTMLMailTag)] = [
    ("br", .lineBreak), ("div", .block), ("p", .paragraph), ("a", .link), ("td", .cell),
    ("tr", .block), ("th", .cell), ("table", .block), ("li", .item), ("ul", .block),
    ("ol", .block), ("blockquote", .quote), ("h1", .paragraph), ("h2", .paragraph),
    ("h3", .paragraph), ("h4", .paragraph), ("h5", .paragraph), ("h6", .paragraph), ("hr", .rule),
    ("pre", .preformatted), ("section", .block), ("article", .block), ("header", .block),
    ("footer", .block), ("address", .block), ("center", .block), ("dt", .block), ("dd", .block),
    ("style", .hidden("style")), ("script", .hidden("script")), ("title", .hidden("title")),
    ("noscript", .hidden("noscript")), ("template", .hidden("template")),
    ("textarea", .hidden("textarea")), ("select", .hidden("select")),
    ("iframe", .hidden("iframe")), ("object", .hidden("object")), ("svg", .hidden("svg")),
  ]
}
