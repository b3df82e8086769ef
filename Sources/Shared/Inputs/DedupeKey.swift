/// Keys by which the same input is known again: SHA-256 over length-prefixed parts, in hexadecimal.
///
/// The lengths keep `("a", "bc")` and `("ab", "c")` apart.
public enum DedupeKey {
  /// The key of parts, under a label that keeps kinds of input apart.
  public static func make(_ label: String, _ parts: [[UInt8]]) -> String {
    var hash = SHA256()
    for part in [Array(label.utf8)] + parts {
      var length = UInt64(part.count).bigEndian
      withUnsafeBytes(of: &length) { hash.update(raw: $0) }
      hash.update(part)
    }
    return "\(label):\(Hex.encode(hash.finish()))"
  }

  /// The key of texts.
  public static func make(_ label: String, _ parts: [String]) -> String {
    make(label, parts.map { Array($0.utf8) })
  }
}
