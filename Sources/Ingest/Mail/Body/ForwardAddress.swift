/// Addresses as the text of a forwarded mail shows them.
enum ForwardAddress {
  /// The mailboxes of a value: `[mailto:x]`, `<mailto:x>` and `(x)` count as brackets, an address
  /// that stands for its own name has none.
  static func parse(_ value: [UInt8]) -> [MailAddress] {
    let text = plain(value)
    return AddressParser.parse(text.span, 0..<text.count).mailboxes.map { mailbox in
      var result = mailbox
      if let name = mailbox.name {
        let cleaned = name.unicodeScalars.filter { !"'\"*„“”".unicodeScalars.contains($0) }
        result.name = String(String.UnicodeScalarView(cleaned))
      }
      if result.address == nil, let name = result.name, name.contains("@"), !name.contains(" ") {
        result.address = name
      }
      if result.name == result.address || result.name?.isEmpty == true { result.name = nil }
      return result
    }
  }

  /// The value with one kind of brackets, no-break spaces as spaces, no emphasis.
  private static func plain(_ value: [UInt8]) -> [UInt8] {
    let bytes = value.span
    var result: [UInt8] = []
    result.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte == UInt8(ascii: "["),
        ByteSearch.hasPrefix(bytes, at: index, to: bytes.count, "[mailto:")
      {
        result.append(Byte.less)
        index += 8
      } else if byte == Byte.less,
        ByteSearch.hasPrefix(bytes, at: index, to: bytes.count, "<mailto:")
      {
        result.append(Byte.less)
        index += 8
      } else if byte == UInt8(ascii: "[") {
        result.append(Byte.less)
        index += 1
      } else if byte == UInt8(ascii: "]") {
        result.append(Byte.greater)
        index += 1
      } else if byte == 0xC2, index + 1 < value.count, value[index + 1] == 0xA0 {
        result.append(Byte.space)
        index += 2
      } else {
        if byte != Byte.asterisk { result.append(byte) }
        index += 1
      }
    }
    return result
  }
}
