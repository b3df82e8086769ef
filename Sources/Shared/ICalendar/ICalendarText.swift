/// The escapes of TEXT values (RFC 5545 section 3.3.11) and of parameter values (RFC 6868).
enum ICalendarText {
  /// Takes `\n`, `\,`, `\;` and `\\` back; a backslash before anything else stays.
  static func unescaped(_ value: String) -> String {
    let bytes = Array(value.utf8)
    guard bytes.contains(UInt8(ascii: "\\")) else { return value }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        text.append(byte)
        index += 1
        continue
      }
      let next = bytes[index + 1]
      switch next {
      case UInt8(ascii: "n"), UInt8(ascii: "N"): text.append(10)
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"), UInt8(ascii: ":"),
        UInt8(ascii: "\""):
        text.append(next)
      default: text += [byte, next]
      }
      index += 2
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text with everything escaped that a TEXT value may not hold bare.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 8)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: ";"):
        bytes += [UInt8(ascii: "\\"), byte]
      case 13: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 10: if previous != 13 { bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")] }
      case 9: bytes.append(byte)
      case 0..<32, 127: break
      default: bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The items between bare commas, at most `ICalendarLimits.listItems`, escapes left as they are.
  static func items(_ value: String) -> [String] {
    let bytes = Array(value.utf8)
    guard bytes.contains(UInt8(ascii: ",")) else { return [value] }
    var items: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count, items.count < ICalendarLimits.listItems {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if bytes[index] == UInt8(ascii: ",") {
        items.append(String(decoding: bytes[start..<index], as: UTF8.self))
        start = index + 1
      }
      index += 1
    }
    if items.count < ICalendarLimits.listItems {
      items.append(String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self))
    }
    return items
  }

  /// Takes RFC 6868's `^n`, `^'` and `^^` back.
  static func unescapedParameter(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "^")) else { return String(decoding: bytes, as: UTF8.self) }
    let meanings: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 10, UInt8(ascii: "'"): 34, UInt8(ascii: "^"): 94,
    ]
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      if bytes[index] == UInt8(ascii: "^"),
        let meant = meanings[next]
      {
        text.append(meant)
        index += 2
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A parameter value as it may stand on a line: RFC 6868's escapes, quotes where they are needed.
  static func escapedParameter(_ text: String) -> String {
    var bytes: [UInt8] = []
    var needsQuotes = false
    for byte in text.utf8 {
      switch byte {
      case 10: bytes += [UInt8(ascii: "^"), UInt8(ascii: "n")]
      case UInt8(ascii: "\""): bytes += [UInt8(ascii: "^"), UInt8(ascii: "'")]
      case UInt8(ascii: "^"): bytes += [UInt8(ascii: "^"), UInt8(ascii: "^")]
      case 9: bytes.append(byte)
      case 0..<32, 127: break
      default:
        if [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")].contains(byte) {
          needsQuotes = true
        }
        bytes.append(byte)
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return needsQuotes ? "\"\(text)\"" : text
  }
}
