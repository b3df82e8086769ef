extension HTMLTag {
  private static let firstElement = Int(HTMLTag.html.rawValue)
  private static let lookup: NameTable = {
    var pairs = names.enumerated().dropFirst(firstElement).map { ("\($1)", $0) }
    // The element that `HTMLScrubber` writes for a script of TeX.
    pairs.append(("tex-source", Int(HTMLTag.tex.rawValue)))
    return NameTable(pairs)
  }()

  /// The element of a packed name; `other` where it has no case of its own.
  static func find(_ key: NameTable.Key) -> HTMLTag {
    guard let value = lookup.find(key), let tag = HTMLTag(rawValue: value) else { return .other }
    return tag
  }
}
