/// The path of a page, as links and sessions hold it.
enum PagePath {
  /// True where the text is a plain path of this server: it cannot lead elsewhere, hold a query, or
  /// end a header field.
  static func isValid(_ path: String) -> Bool {
    guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count > 1,
      path.utf8.count <= PageAccessLimits.pathCharacters,
      !path.hasPrefix("/v1/")
    else { return false }
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
      default: false
      }
    }
    return isPlain && !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }
}
