/// Finds elements by name in the small, regular XML that AWS answers with.
///
/// No parser of documents: attributes, comments and CDATA are not looked into, which these answers
/// do not have. The five predefined entities and numeric references are decoded.
struct FlatXML {
  private let bytes: [UInt8]

  /// The text of an answer.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The text inside the first element of that name; nil where there is none.
  func first(_ name: String) -> String? {
    elements(name, most: 1).first.map { Self.decode($0) }
  }

  /// The insides of every element of that name, each to be looked into again.
  func all(_ name: String) -> [FlatXML] {
    elements(name, most: .max).map { FlatXML(Array($0)) }
  }

  private func elements(_ name: String, most: Int) -> [ArraySlice<UInt8>] {
    let opening = Array("<\(name)>".utf8)
    let closing = Array("</\(name)>".utf8)
    var found: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while found.count < most, let start = Self.find(opening, in: rest) {
      let inner = rest[(start + opening.count)...]
      guard let end = Self.find(closing, in: inner) else { break }
      found.append(inner[..<end])
      rest = inner[(end + closing.count)...]
    }
    return found
  }

  private static func find(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    for index in bytes.startIndex...(bytes.endIndex - mark.count)
    where bytes[index] == mark[0] && bytes[index..<(index + mark.count)].elementsEqual(mark) {
      return index
    }
    return nil
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(0x26) else { return text }
    var output = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      output += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: mark)..<end])
      else {
        output += "&"
        rest = rest.dropFirst()
        continue
      }
      output.unicodeScalars.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return output + rest
  }

  private static func character(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
    }
  }
}
