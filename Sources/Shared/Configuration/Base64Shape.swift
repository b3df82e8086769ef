/// Checks the shape of base64 texts (RFC 4648, standard and URL-safe alphabet) without decoding.
enum Base64Shape {
  /// How many bytes the text encodes; nil where it is no base64.
  static func byteCount(_ text: String) -> Int? {
    var digits = Array(text.utf8)
    var padding = 0
    while digits.last == UInt8(ascii: "="), padding < 2 {
      digits.removeLast()
      padding += 1
    }
    guard digits.allSatisfy(isDigit), digits.count % 4 != 1,
      padding == 0 || (digits.count + padding) % 4 == 0
    else { return nil }
    return digits.count * 6 / 8
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
