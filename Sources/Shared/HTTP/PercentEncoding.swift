/// Percent-encoding of URLs (RFC 3986 section 2.1), over bytes.
public enum PercentEncoding {
  /// The text with `%XX` turned into bytes; a `%` without two digits stays as it is.
  ///
  /// `plusIsSpace` reads `+` as a space, as in queries of forms. Bytes that are no UTF-8 become
  /// U+FFFD.
  public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25, index + 2 < bytes.count, let high = Hex.value(of: bytes[index + 1]),
        let low = Hex.value(of: bytes[index + 2])
      {
        output.append(high << 4 | low)
        index += 3
        continue
      }
      output.append(byte == 0x2B && plusIsSpace ? 0x20 : byte)
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The text with everything but unreserved characters (RFC 3986 section 2.3) and `keeping`
  /// written as `%XX`, in upper case.
  public static func encode(_ text: String, keeping: String = "") -> String {
    let kept = Array(keeping.utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) || kept.contains(byte) {
        output.append(byte)
      } else {
        output += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// True for letters, digits, `-`, `.`, `_` and `~`.
  public static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }
}
