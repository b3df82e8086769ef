extension HTMLTag {
  private static let firstElement = Int(HTMLTag.html.rawValue)
  private static let lookup = NameTable(Array(names.dropFirst(firstElement)), first: firstElement)

  /// The element of a packed name; `other` where it has no case of its own.
  static func find(_ key: NameTable.Key) -> HTMLTag {
    guard let value = lookup.find(key), let tag = HTMLTag(rawValue: value) else { return .other }
    return tag
  }
}
