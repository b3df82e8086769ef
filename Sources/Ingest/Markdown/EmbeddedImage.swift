/// An image that stood in the document itself as a `data:` address (RFC 2397).
public struct EmbeddedImage: Sendable {
  /// The media type it claims, such as `image/png`.
  public var mediaType: String
  /// Its bytes.
  public var bytes: [UInt8]
  /// The name by which the Markdown refers to it; empty where that gives it none.
  public var name = ""

  /// An image with these values.
  public init(mediaType: String, bytes: [UInt8]) {
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// The image of a whole `data:` address, or nil where that cannot be read.
  public init?(_ address: [UInt8]) {
    guard let comma = address.firstIndex(of: 0x2C),
      let colon = address[..<comma].firstIndex(of: 0x3A)
    else { return nil }
    let head = String(decoding: address[(colon + 1)..<comma], as: UTF8.self).lowercased()
    let parts = head.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
    mediaType = parts.first ?? "text/plain"
    let isBase64 = parts.dropFirst().contains("base64")
    let body = Self.withoutEscapes(address[(comma + 1)...])
    bytes = isBase64 ? Self.decodeBase64(body) : body
    if bytes.isEmpty { return nil }
  }

  /// The usual ending of a file of its type, with the dot; empty for other types.
  var fileEnding: String { PictureFormat(rawValue: mediaType).map { "." + $0.ending } ?? "" }

  private static func withoutEscapes(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(0x25) else { return Array(text) }
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// Base64 as mail programs write it: blanks and signs outside the alphabet are passed over.
  private static func decodeBase64(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var word: UInt32 = 0
    var count = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x61 + 26
      case 0x30...0x39: digit = byte - 0x30 + 52
      case 0x2B, 0x2D: digit = 62
      case 0x2F, 0x5F: digit = 63
      default: continue
      }
      word = word << 6 | UInt32(digit)
      count += 1
      if count == 4 {
        bytes.append(UInt8(truncatingIfNeeded: word >> 16))
        bytes.append(UInt8(truncatingIfNeeded: word >> 8))
        bytes.append(UInt8(truncatingIfNeeded: word))
        count = 0
      }
    }
    if count >= 2 { bytes.append(UInt8(truncatingIfNeeded: word >> (count == 2 ? 4 : 10))) }
    if count == 3 { bytes.append(UInt8(truncatingIfNeeded: word >> 2)) }
    return bytes
  }
}
