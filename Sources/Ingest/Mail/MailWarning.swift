/// What a reader should know about how a mail was read.
public enum MailWarning: String, Sendable, CaseIterable {
  /// Containers lie deeper than the limit; the rest stayed one opaque part.
  case tooDeep = "too deep"
  /// There are more parts than the limit.
  case tooManyParts = "too many parts"
  /// There are more header fields than the limit.
  case tooManyFields = "too many header fields"
  /// A header value is longer than the limit, or holds more words or addresses.
  case longField = "header field too long"
  /// Embedded messages unpack to more than the limit.
  case tooManyBytes = "embedded messages too large"
  /// A multipart names no boundary, or the boundary never occurs.
  case noBoundary = "multipart without its boundary"
  /// A multipart ends without its closing boundary.
  case unclosed = "multipart not closed"
  /// A character set that no table knows; the text is read as UTF-8 or windows-1252.
  case unknownCharset = "unknown character set"
  /// Base64 or uuencoded content holds what such content cannot hold.
  case damagedEncoding = "damaged transfer encoding"
  /// Content is encrypted and cannot be read.
  case encrypted = "encrypted content"
  /// The text lies inside an S/MIME signature, which is not opened.
  case opaqueSignature = "opaque signature"
  /// The header ends without an empty line.
  case brokenHeader = "broken header"

  /// The warning as a code in tasks and logs.
  public var code: String {
    switch self {
    case .tooDeep: "too_deep"
    case .tooManyParts: "too_many_parts"
    case .tooManyFields: "too_many_fields"
    case .longField: "long_field"
    case .tooManyBytes: "too_many_bytes"
    case .noBoundary: "no_boundary"
    case .unclosed: "unclosed"
    case .unknownCharset: "unknown_charset"
    case .damagedEncoding: "damaged_encoding"
    case .encrypted: "encrypted"
    case .opaqueSignature: "opaque_signature"
    case .brokenHeader: "broken_header"
    }
  }

  /// True where the warning means that something was cut off.
  public var isTruncation: Bool {
    switch self {
    case .tooDeep, .tooManyParts, .tooManyFields, .longField, .tooManyBytes: true
    default: false
    }
  }
}
