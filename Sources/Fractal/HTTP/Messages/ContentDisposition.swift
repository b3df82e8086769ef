import Shared

/// The header `Content-Disposition` of a download (RFC 6266).
enum ContentDisposition {
  /// Characters of a file name that are kept.
  private static let nameCharacters = 200

  /// `attachment` with the name in ASCII for old clients and in UTF-8 for all others (RFC 8187).
  ///
  /// Path separators, control and bidirectional formatting characters are dropped from the name.
  static func attachment(fileName: String) -> String {
    let clean = cleaned(fileName)
    let plain = String(
      clean.unicodeScalars.map { scalar in
        let isPlain = scalar.isASCII && scalar != "\"" && scalar != "%"
        return isPlain ? Character(scalar) : "_"
      })
    var value = "attachment; filename=\"\(plain)\""
    if plain != clean {
      // attr-char of RFC 8187 are the unreserved characters and these.
      value += "; filename*=UTF-8''\(PercentEncoding.encode(clean, keeping: "!#$&+^`|"))"
    }
    return value
  }

  private static func cleaned(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let kept = last.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
      default: true
      }
    }
    let text = String(String.UnicodeScalarView(kept.prefix(nameCharacters)))
    let bare = text.drop { $0 == "." || $0 == " " }
    return bare.isEmpty ? "attachment" : String(bare)
  }
}
