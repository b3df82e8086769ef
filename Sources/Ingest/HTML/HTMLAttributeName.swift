/// The attributes that are kept; all others are dropped before the parser sees them. At most 64,
/// since a set of bits tells which of them a tag has had.
public enum HTMLAttributeName: UInt8, Sendable, CaseIterable {
  // Everywhere.
  case id, `class`, style, lang, dir, hidden, title, role
  // Links and embedded content.
  case href, rel, src, alt, srcset, width, height, type, media, name, cite, data, poster
  // Lazy images.
  case dataSrc, dataSrcset, dataOriginal, dataLazySrc
  // Metadata.
  case content, property, charset, httpEquiv, datetime, itemprop, itemtype, itemscope, about, typeof
  // Tables and lists.
  case colspan, rowspan, start, value, reversed, checked, open, align, border
  // Presentation.
  case color, bgcolor, size, face
  // Accessibility.
  case ariaHidden, ariaLabel
  // Code, formulas, footnotes.
  case dataLang, dataLanguage, alttext, encoding, display, dataLatex, dataExpr
  case dataMath, dataTex, linethickness
  // What a page says about a part of itself.
  case dataTestid, dataComponent, dataType, dataNosnippet
}

extension HTMLAttributeName {
  /// The names in the order of the raw values.
  static let names: [StaticString] = [
    "id", "class", "style", "lang", "dir", "hidden", "title", "role",
    "href", "rel", "src", "alt", "srcset", "width", "height", "type", "media", "name", "cite",
    "data", "poster",
    "data-src", "data-srcset", "data-original", "data-lazy-src",
    "content", "property", "charset", "http-equiv", "datetime", "itemprop", "itemtype",
    "itemscope", "about", "typeof",
    "colspan", "rowspan", "start", "value", "reversed", "checked", "open", "align", "border",
    "color", "bgcolor", "size", "face",
    "aria-hidden", "aria-label",
    "data-lang", "data-language", "alttext", "encoding", "display", "data-latex", "data-expr",
    "data-math", "data-tex", "linethickness",
    "data-testid", "data-component", "data-type", "data-nosnippet",
  ]

  private static let table = NameTable(names, first: 0)

  /// The attribute of a packed name, or nil where it is not kept.
  static func find(_ key: NameTable.Key) -> HTMLAttributeName? {
    table.find(key).flatMap(HTMLAttributeName.init(rawValue:))
  }
}
