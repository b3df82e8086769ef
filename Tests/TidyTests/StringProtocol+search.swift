import Glibc

extension StringProtocol {
  /// Where the bytes of `needle` first stand; by bytes, which is quick on thousands of lines.
  func position(of needle: String) -> Range<String.Index>? {
    let offset = withCString { hay in
      needle.withCString { wanted in strstr(hay, wanted).map { UnsafePointer($0) - hay } }
    }
    guard let offset else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: needle.utf8.count)
  }

  /// Whether the bytes of `needle` stand somewhere.
  func holds(_ needle: String) -> Bool { position(of: needle) != nil }
}
