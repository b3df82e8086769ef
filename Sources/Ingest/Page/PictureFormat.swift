/// The formats of pictures that every browser shows, by their media types.
enum PictureFormat: String, Sendable, CaseIterable {
  /// Portable Network Graphics.
  case png = "image/png"
  /// JPEG.
  case jpeg = "image/jpeg"
  /// WebP.
  case webp = "image/webp"
  /// GIF.
  case gif = "image/gif"
  /// AV1 Image File Format.
  case avif = "image/avif"

  /// The format that the first bytes claim (MIME Sniffing Standard, 6.1); nil where it is no picture
  /// of these.
  init?(_ bytes: [UInt8]) {
    func has(_ sign: StaticString, at place: Int = 0) -> Bool {
      guard bytes.count >= place + sign.utf8CodeUnitCount else { return false }
      return sign.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if has("GIF87a") || has("GIF89a") {
      self = .gif
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .webp
    } else if has("ftypavif", at: 4) || has("ftypavis", at: 4) {
      self = .avif
    } else {
      return nil
    }
  }

  /// The ending of its files, without the dot.
  var ending: String {
    switch self {
    case .png: "png"
    case .jpeg: "jpg"
    case .webp: "webp"
    case .gif: "gif"
    case .avif: "avif"
    }
  }
}
