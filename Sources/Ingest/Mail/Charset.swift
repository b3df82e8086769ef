/// A character set of mail text.
///
/// UTF-8, UTF-16 and the windows-125x family are decoded by our own code; the other sets of the WHATWG
/// Encoding Standard and a short named list go through iconv under a name of ours. A label that no
/// table knows reaches nothing.
enum Charset: Equatable, Sendable {
  /// None or US-ASCII: UTF-8 where the bytes are valid UTF-8, else windows-1252, which every byte
  /// sequence fits.
  case unlabelled
  /// UTF-8.
  case utf8
  /// One of ``WindowsTable``.
  case windows(WindowsTable)
  /// UTF-16 with its byte order; `nil` where a mark tells it, little-endian without one.
  case utf16(isBigEndian: Bool?)
  /// A set that iconv decodes, by iconv's name for it.
  case foreign(StaticName)

  /// True where one character takes more than one byte even for ASCII.
  var isWide: Bool {
    switch self {
    case .utf16: true
    case .foreign(let name): name.text == "UTF-32" || name.text == "UTF-7"
    default: false
    }
  }

  /// The set of a label in any case, nil where it is unknown; an empty label is `unlabelled`.
  static func find(_ bytes: Span<UInt8>, _ label: Range<Int>) -> Charset? {
    switch label.count {
    case 0: return .unlabelled
    case 5: if ByteSearch.equals(bytes, label, "utf-8") { return .utf8 }
    case 8: if ByteSearch.equals(bytes, label, "us-ascii") { return .unlabelled }
    case 10: if ByteSearch.equals(bytes, label, "iso-8859-1") { return .windows(.cp1252) }
    case 12: if ByteSearch.equals(bytes, label, "windows-1252") { return .windows(.cp1252) }
    default: break
    }
    guard label.count <= 40 else { return nil }
    let name = String(
      decoding: ByteSearch.copy(bytes, label).lazy.map {
        $0 == Byte.underscore ? Byte.underscore : Byte.lowercased($0)
      }, as: UTF8.self)
    return CharsetLabels.all[name]
  }

  /// The range as text; what cannot be decoded becomes U+FFFD.
  func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    switch self {
    case .unlabelled:
      ByteSearch.validString(bytes, range) ?? WindowsTable.cp1252.decode(bytes, range)
    case .utf8: ByteSearch.string(bytes, range)
    case .windows(let table): table.decode(bytes, range)
    case .utf16(let order): UTF16Text.decode(bytes, range, isBigEndian: order)
    case .foreign(let name):
      IconvDecoder(name)?.decode(bytes, range) ?? Charset.unlabelled.decode(bytes, range)
    }
  }
}
