/// A media type without its parameters (RFC 9110 section 8.3.1), in lower case.
struct MediaType: Hashable, Sendable {
  /// The part before the slash.
  let type: String
  /// The part after the slash.
  let subtype: String

  /// Reads `type/subtype` and ignores parameters; nil where either is empty.
  init?(_ value: String) {
    let essence = value.split(separator: ";", maxSplits: 1).first ?? ""
    let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    type = parts[0].filter { $0 != " " && $0 != "\t" }.lowercased()
    subtype = parts[1].filter { $0 != " " && $0 != "\t" }.lowercased()
    guard !type.isEmpty, !subtype.isEmpty else { return nil }
  }

  /// `type/subtype`.
  var essence: String { "\(type)/\(subtype)" }

  /// True where the pattern, which may be `*/*` or `text/*`, covers this type.
  func matches(_ pattern: String) -> Bool {
    guard let pattern = MediaType(pattern) else { return false }
    return (pattern.type == "*" || pattern.type == type)
      && (pattern.subtype == "*" || pattern.subtype == subtype)
  }
}
