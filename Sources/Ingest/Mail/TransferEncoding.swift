/// How a part's bytes are written in the message (RFC 2045 section 6).
public enum TransferEncoding: UInt8, Sendable {
  /// 7bit, 8bit, binary and every unknown name: the bytes themselves.
  case identity
  /// Base64.
  case base64
  /// Quoted-printable.
  case quotedPrintable
  /// The older uuencode under its several names.
  case uuencode

  /// The encoding that a Content-Transfer-Encoding value names.
  static func recognise(_ bytes: Span<UInt8>, _ value: Range<Int>) -> TransferEncoding {
    var range = ByteSearch.trimmed(bytes, value)
    if range.count > 1, bytes[range.lowerBound] == Byte.quote {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    var end = range.lowerBound
    while end < range.upperBound {
      let byte = bytes[end]
      guard Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.hyphen else { break }
      end += 1
    }
    let word = range.lowerBound..<end
    switch word.count {
    case 6:
      return ByteSearch.equals(bytes, word, "base64") ? .base64 : .identity
    case 16:
      return ByteSearch.equals(bytes, word, "quoted-printable") ? .quotedPrintable : .identity
    case 5: return ByteSearch.equals(bytes, word, "x-uue") ? .uuencode : .identity
    case 8: return ByteSearch.equals(bytes, word, "uuencode") ? .uuencode : .identity
    case 10: return ByteSearch.equals(bytes, word, "x-uuencode") ? .uuencode : .identity
    default: return .identity
    }
  }
}
