/// Bytes that have a meaning in mail, and their classes.
enum Byte {
  /// Horizontal tab.
  static let tab = UInt8(ascii: "\t")
  /// Line feed.
  static let lineFeed = UInt8(ascii: "\n")
  /// Carriage return.
  static let carriageReturn = UInt8(ascii: "\r")
  /// Space.
  static let space = UInt8(ascii: " ")
  /// `"`.
  static let quote = UInt8(ascii: "\"")
  /// `\\`.
  static let backslash = UInt8(ascii: "\\")
  /// `-`.
  static let hyphen = UInt8(ascii: "-")
  /// `:`.
  static let colon = UInt8(ascii: ":")
  /// `;`.
  static let semicolon = UInt8(ascii: ";")
  /// `,`.
  static let comma = UInt8(ascii: ",")
  /// `=`.
  static let equals = UInt8(ascii: "=")
  /// `?`.
  static let question = UInt8(ascii: "?")
  /// `<`.
  static let less = UInt8(ascii: "<")
  /// `>`.
  static let greater = UInt8(ascii: ">")
  /// `@`.
  static let at = UInt8(ascii: "@")
  /// `%`.
  static let percent = UInt8(ascii: "%")
  /// `'`.
  static let apostrophe = UInt8(ascii: "'")
  /// `*`.
  static let asterisk = UInt8(ascii: "*")
  /// `/`.
  static let slash = UInt8(ascii: "/")
  /// `_`.
  static let underscore = UInt8(ascii: "_")
  /// `(`.
  static let openParenthesis = UInt8(ascii: "(")
  /// `)`.
  static let closeParenthesis = UInt8(ascii: ")")

  /// Space or tab.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// Space, tab, line feed or carriage return.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
  }

  /// `A` to `Z` as `a` to `z`, everything else as it is.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 65 < 26 ? byte | 0x20 : byte
  }

  /// `0` to `9`.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  /// `A` to `Z` and `a` to `z`.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  /// The value of a hexadecimal digit in either case, or nil.
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if byte &- 48 < 10 { return byte &- 48 }
    let letter = (byte | 0x20) &- 97
    return letter < 6 ? letter + 10 : nil
  }
}
