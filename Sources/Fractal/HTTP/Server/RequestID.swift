import Shared

/// Names for requests, the same in log, answer and the caller's own log.
enum RequestID {
  /// The caller's `X-Request-Id` where it is harmless, else 32 random hexadecimal digits.
  static func choose(_ given: String?) -> String {
    if let given, isHarmless(given) { return given }
    var random = SystemRandomNumberGenerator()
    return Hex.encode(withUnsafeBytes(of: (random.next(), random.next())) { Array($0) })
  }

  /// Letters, digits and `-._` only: nothing that could mean something to a log reader.
  static func isHarmless(_ id: String) -> Bool {
    (1...HTTPLimits.requestIDCharacters).contains(id.utf8.count)
      && id.utf8.allSatisfy { PercentEncoding.isUnreserved($0) && $0 != 0x7E }
  }
}
