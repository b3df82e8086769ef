/// Writes texts as IMAP commands take them.
enum IMAPText {
  /// A folder's name in modified UTF-7 (RFC 3501 section 5.1.3) as a quoted string.
  ///
  /// - Throws: `IMAPError.Code.invalidFolder` where it is empty, too long or holds a control
  ///   character.
  static func folder(_ name: String) throws(IMAPError) -> String {
    guard !name.isEmpty, name.utf8.count <= IMAPLimits.folderBytes,
      name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { throw IMAPError(.invalidFolder) }
    var text = "\""
    for byte in modifiedUTF7(name).utf8 {
      if byte == 0x22 || byte == 0x5C { text += "\\" }
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return text + "\""
  }

  /// Modified UTF-7: printable ASCII as it is, `&` as `&-`, everything else as UTF-16 in a base 64
  /// with a comma for the slash.
  static func modifiedUTF7(_ name: String) -> String {
    var text = ""
    var wide: [UInt8] = []
    func flush() {
      guard !wide.isEmpty else { return }
      let encoded = Base64.encode(wide).filter { $0 != "=" }.map { $0 == "/" ? "," : $0 }
      text += "&" + String(encoded) + "-"
      wide = []
    }
    for unit in name.utf16 {
      if 0x20...0x7E ~= unit {
        flush()
        text += unit == 0x26 ? "&-" : String(decoding: [UInt8(unit)], as: UTF8.self)
      } else {
        wide += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      }
    }
    flush()
    return text
  }
}
