/// The form of a web origin: scheme, host and port, nothing behind them (RFC 6454 section 6.1).
enum WebOrigin {
  /// True where the text is an origin, of one of the schemes where some are given.
  static func isOrigin(_ text: String, schemes: [String]? = nil) -> Bool {
    guard let colon = text.firstRange(of: "://"), text.utf8.count <= 500 else { return false }
    let scheme = text[..<colon.lowerBound]
    let host = text[colon.upperBound...]
    guard schemes?.contains(String(scheme)) ?? true, !scheme.isEmpty, !host.isEmpty else {
      return false
    }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !host.contains(where: "/?#@".contains)
  }
}
