/// The envelope recipient of an inbound mail, and the slugs that it may mean.
public struct InboundRecipient: Sendable, Equatable {
  /// `local@domain` in lower case, or only a slug.
  public let address: String
  /// Slugs to look up, best first: the whole local part, the part before a plus, the part after it.
  public let slugs: [String]

  /// Reads an address with or without brackets; nil where it can be none.
  public init?(_ text: String) {
    var trimmed = text[...]
    while let first = trimmed.first, first.isWhitespace || first == "<" { trimmed.removeFirst() }
    while let last = trimmed.last, last.isWhitespace || last == ">" { trimmed.removeLast() }
    // RFC 5321 section 4.5.3.1: 64 bytes of local part, 255 of domain.
    guard !trimmed.isEmpty, trimmed.utf8.count <= 320,
      trimmed.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
    else { return nil }
    let lowered = trimmed.lowercased()
    address = lowered
    let local = lowered.lastIndex(of: "@").map { String(lowered[..<$0]) } ?? lowered
    guard !local.isEmpty else { return nil }
    var found = [local]
    if let plus = local.firstIndex(of: "+") {
      let before = String(local[..<plus])
      let after = String(local[local.index(after: plus)...])
      for slug in [before, after] where !slug.isEmpty && !found.contains(slug) {
        found.append(slug)
      }
    }
    slugs = found
  }
}
