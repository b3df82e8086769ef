/// Character references of HTML mail: numbers, and the names that mail programs write.
enum HTMLEntity {
  /// The character at the ampersand at `start`, or nil where none is meant.
  static func decode(
    _ bytes: Span<UInt8>, at start: Int, to end: Int
  ) -> (utf8: String.UTF8View, next: Int)? {
    var index = start + 1
    guard index < end else { return nil }
    if bytes[index] == UInt8(ascii: "#") { return number(bytes, index + 1, end) }
    let nameStart = index
    while index < end, index - nameStart < 10,
      Byte.isLetter(bytes[index]) || Byte.isDigit(bytes[index])
    {
      index += 1
    }
    guard index > nameStart, let text = names[ByteSearch.string(bytes, nameStart..<index)] else {
      return nil
    }
    let next = index < end && bytes[index] == Byte.semicolon ? index + 1 : index
    return (text.utf8, next)
  }

  private static func number(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (utf8: String.UTF8View, next: Int)? {
    var index = start
    var value: UInt32 = 0
    let isHex = index < end && Byte.lowercased(bytes[index]) == UInt8(ascii: "x")
    if isHex { index += 1 }
    let digits = index
    while index < end, index - digits < 8 {
      guard let digit = Byte.hexValue(bytes[index]), isHex || digit < 10 else { break }
      value = value &* (isHex ? 16 : 10) &+ UInt32(digit)
      index += 1
    }
    guard index > digits else { return nil }
    let windows = value >= 0x80 && value < 0xA0
    let byte = [UInt8(truncatingIfNeeded: value)]
    var text = "\u{FFFD}"
    if windows {
      text = WindowsTable.cp1252.decode(byte.span, 0..<1)
    } else if value != 0, let scalar = Unicode.Scalar(value) {
      text = String(Character(scalar))
    }
    let next = index < end && bytes[index] == Byte.semicolon ? index + 1 : index
    return (text.utf8, next)
  }

  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©",
    "reg": "®", "trade": "™", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "sect": "§",
    "para": "¶", "deg": "°", "plusmn": "±", "middot": "·", "bull": "•", "hellip": "…",
    "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“",
    "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›",
    "times": "×", "divide": "÷", "frac12": "½", "frac14": "¼", "frac34": "¾", "sup1": "¹",
    "sup2": "²", "sup3": "³", "micro": "µ", "iexcl": "¡", "iquest": "¿", "ordf": "ª", "ordm": "º",
    "not": "¬", "shy": "", "zwnj": "", "zwj": "", "lrm": "", "rlm": "", "larr": "←",
    "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "check": "✓", "hearts": "♥",
    "ensp": " ", "emsp": " ", "thinsp": " ", "Agrave": "À", "Aacute": "Á", "Acirc": "Â",
    "Atilde": "Ã", "Auml": "Ä", "Aring": "Å", "AElig": "Æ", "Ccedil": "Ç", "Egrave": "È",
    "Eacute": "É", "Ecirc": "Ê", "Euml": "Ë", "Igrave": "Ì", "Iacute": "Í", "Icirc": "Î",
    "Iuml": "Ï", "ETH": "Ð", "Ntilde": "Ñ", "Ograve": "Ò", "Oacute": "Ó", "Ocirc": "Ô",
    "Otilde": "Õ", "Ouml": "Ö", "Oslash": "Ø", "Ugrave": "Ù", "Uacute": "Ú", "Ucirc": "Û",
    "Uuml": "Ü", "Yacute": "Ý", "THORN": "Þ", "szlig": "ß", "agrave": "à", "aacute": "á",
    "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å", "aelig": "æ", "ccedil": "ç",
    "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "igrave": "ì", "iacute": "í",
    "icirc": "î", "iuml": "ï", "eth": "ð", "ntilde": "ñ", "ograve": "ò", "oacute": "ó",
    "ocirc": "ô", "otilde": "õ", "ouml": "ö", "oslash": "ø", "ugrave": "ù", "uacute": "ú",
    "ucirc": "û", "uuml": "ü", "yacute": "ý", "thorn": "þ", "yuml": "ÿ", "OElig": "Œ",
    "oelig": "œ", "Scaron": "Š", "scaron": "š",
  ]
}
