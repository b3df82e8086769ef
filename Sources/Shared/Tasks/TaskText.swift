/// Makes text fit a column: no NUL, which PostgreSQL refuses, and no more characters than fit.
enum TaskText {
  /// The text without NUL characters.
  static func clean(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self)
  }

  /// The text cleaned and at most `limit` characters long, as PostgreSQL counts them (code points);
  /// what is cut ends in `…`, between two characters that a reader sees.
  static func fit(_ text: String, _ limit: Int) -> (text: String, cut: Bool) {
    let clean = clean(text)
    // A code point has at least one byte, so most texts are known to fit without counting.
    guard clean.utf8.count > limit, clean.unicodeScalars.count > limit else {
      return (clean, false)
    }
    let scalars = clean.unicodeScalars
    var end = scalars.index(scalars.startIndex, offsetBy: limit - 1)
    let whole = clean.startIndex
    if let boundary = boundary(before: end, in: clean), boundary > whole { end = boundary }
    return (String(clean[..<end]) + "…", true)
  }

  /// The last grapheme boundary at or before the index, looking back at most 64 code points.
  private static func boundary(before index: String.Index, in text: String) -> String.Index? {
    let scalars = text.unicodeScalars
    var candidate = index
    for _ in 0..<64 {
      if candidate.samePosition(in: text) != nil { return candidate }
      guard candidate > scalars.startIndex else { return nil }
      candidate = scalars.index(before: candidate)
    }
    return nil
  }

  /// The title on one line: line breaks and tabs become spaces, runs of spaces one.
  static func oneLine(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 where byte != 0 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
      } else {
        bytes.append(byte)
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension TaskText {
  /// The value without NUL characters in any text or key, which `jsonb` refuses.
  static func clean(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(clean(text))
    case .array(let items): .array(items.map { clean($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { (clean($0.key), clean($0.value)) }))
    default: value
    }
  }
}
