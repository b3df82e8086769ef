/// Base64 in its standard and its URL-safe alphabet (RFC 4648 sections 4 and 5).
///
/// Decoding is strict: no white space, no foreign characters, no stray bits after the last byte.
/// Mail has its own lenient decoder.
public enum Base64 {
  /// Which two characters stand for 62 and 63, and whether padding is written.
  public enum Alphabet: Sendable {
    /// `+` and `/`, padded with `=`.
    case standard
    /// `-` and `_`, without padding, as in JSON Web Tokens and links.
    case urlSafe
  }

  private static let standardDigits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlDigits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The text of the bytes.
  public static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
    let digits = alphabet == .standard ? standardDigits : urlDigits
    let capacity = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      var written = 0
      var index = 0
      func emit(_ bits: UInt32, _ count: Int) {
        for position in 0..<count {
          buffer[written] = digits[Int(bits >> (18 - 6 * UInt32(position)) & 63)]
          written += 1
        }
      }
      while index + 2 < bytes.count {
        let high = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
        emit(high | UInt32(bytes[index + 2]), 4)
        index += 3
      }
      let rest = bytes.count - index
      if rest == 1 { emit(UInt32(bytes[index]) << 16, 2) }
      if rest == 2 { emit(UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8, 3) }
      if rest > 0, alphabet == .standard {
        for _ in rest..<3 {
          buffer[written] = 0x3D
          written += 1
        }
      }
      return written
    }
  }

  /// The bytes of the text; nil where it is not exactly that encoding.
  ///
  /// The standard alphabet needs its padding; the URL-safe one may have it or not.
  public static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    decode(Array(text.utf8), alphabet)
  }

  /// The bytes of ASCII text; nil where it is not exactly that encoding.
  public static func decode(_ text: [UInt8], _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var end = text.count
    while end > 0, text.count - end < 2, text[end - 1] == 0x3D { end -= 1 }
    let padded = end < text.count
    if padded || alphabet == .standard {
      guard text.count.isMultiple(of: 4) else { return nil }
    }
    guard end % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end * 3 / 4)
    var bits: UInt32 = 0
    var held = 0
    for index in 0..<end {
      guard let value = value(of: text[index], alphabet) else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        bits &= (1 << UInt32(held)) - 1
      }
    }
    // Bits left over must be zero, or two texts would mean the same bytes.
    return bits == 0 ? bytes : nil
  }

  private static func value(of digit: UInt8, _ alphabet: Alphabet) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x61...0x7A: UInt32(digit - 0x61) + 26
    case 0x30...0x39: UInt32(digit - 0x30) + 52
    case 0x2B where alphabet == .standard, 0x2D where alphabet == .urlSafe: 62
    case 0x2F where alphabet == .standard, 0x5F where alphabet == .urlSafe: 63
    default: nil
    }
  }
}
