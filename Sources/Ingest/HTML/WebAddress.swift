/// A web address taken apart, and references resolved against it (RFC 3986, section 5.2).
///
/// Works on the bytes as they stand; nothing is decoded. Built for speed: a page has thousands of
/// links.
public struct WebAddress: Hashable, Sendable {
  /// The scheme in lower case, such as `https`.
  public var scheme: String
  /// User, host and port, or nil where there is none.
  public var authority: String?
  /// The path.
  public var path: String
  /// What follows `?`, or nil.
  public var query: String?
  /// What follows `#`, or nil.
  public var fragment: String?

  /// An absolute address, or nil where the text is none.
  public init?(_ text: String) {
    let bytes = ASCIIWords.trim(Array(text.utf8)[...])
    guard let length = Self.schemeLength(bytes) else { return nil }
    scheme = String(decoding: bytes.prefix(length).map(ASCIIWords.lower), as: UTF8.self)
    var rest = bytes.dropFirst(length + 1)
    if let hash = rest.firstIndex(of: 0x23) {
      fragment = String(decoding: rest[(hash + 1)...], as: UTF8.self)
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: 0x3F) {
      query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
      rest = rest[..<mark]
    }
    if rest.starts(with: [0x2F, 0x2F]) {
      rest = rest.dropFirst(2)
      let slash = rest.firstIndex(of: 0x2F) ?? rest.endIndex
      authority = String(decoding: rest[..<slash], as: UTF8.self)
      rest = rest[slash...]
    }
    path = String(decoding: rest, as: UTF8.self)
  }

  /// How many bytes of a scheme the text begins with, or nil.
  static func schemeLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    var count = 0
    for byte in bytes {
      if byte == 0x3A { return count > 0 ? count : nil }
      let isLetter = (byte | 0x20) &- 0x61 < 26
      let isOther = byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E
      guard isLetter || (count > 0 && isOther), count < 32 else { return nil }
      count += 1
    }
    return nil
  }

  /// The host in lower case, without user and port; empty where there is none.
  public var host: String {
    guard let authority else { return "" }
    var name = Substring(authority)
    if let at = name.lastIndex(of: "@") { name = name[name.index(after: at)...] }
    if !name.hasPrefix("["), let colon = name.lastIndex(of: ":") { name = name[..<colon] }
    return name.lowercased()
  }

  /// The address as text.
  public var text: String {
    var text = scheme + ":"
    if let authority { text += "//" + authority }
    text += path
    if let query { text += "?" + query }
    if let fragment { text += "#" + fragment }
    return text
  }

  /// The absolute address of a reference found on the page of this address.
  public func resolving(_ reference: ArraySlice<UInt8>) -> String? {
    let reference = ASCIIWords.trim(reference)
    let words = String(decoding: reference, as: UTF8.self)
    if Self.schemeLength(reference) != nil { return words }
    guard let authority else { return nil }
    let start = scheme + "://" + authority
    guard let first = reference.first else { return text }
    if reference.starts(with: [0x2F, 0x2F]) { return scheme + ":" + words }
    if first == 0x23 {
      return start + path + (query.map { "?" + $0 } ?? "") + words
    }
    if first == 0x3F { return start + path + words }
    let end = words.firstIndex { $0 == "?" || $0 == "#" } ?? words.endIndex
    let relative = words[..<end]
    let merged: String
    if first == 0x2F {
      merged = String(relative)
    } else {
      let slash = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
      merged = slash + String(relative)
    }
    return start + Self.withoutDots(merged) + words[end...]
  }

  /// The path without `.` and `..` (RFC 3986, 5.2.4).
  static func withoutDots(_ path: String) -> String {
    guard path.contains("/.") else { return path }
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      if part == "." {
        if isLast { kept.append("") }
      } else if part == ".." {
        _ = kept.popLast()
        if isLast { kept.append("") }
      } else {
        kept.append(part)
      }
    }
    return "/" + kept.joined(separator: "/")
  }
}
