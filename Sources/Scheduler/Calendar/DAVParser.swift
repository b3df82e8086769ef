/// Reads XML as WebDAV servers answer it (XML 1.0 with namespaces), from bytes in one pass.
///
/// Document types are refused, so that no entity can be declared; limits are those of
/// ``CalendarLimits``. Comments and processing instructions are passed over.
struct DAVParser {
  private let bytes: [UInt8]
  private var place = 0
  private var stack: [DAVElement] = []
  private var names: [String] = []
  private var scopes: [[String: String]] = [["xml": "http://www.w3.org/XML/1998/namespace"]]
  private var count = 0

  /// The root element of a document; throws where it is no well-formed XML within the limits.
  static func parse(_ bytes: [UInt8]) throws(CalendarFault) -> DAVElement {
    var parser = DAVParser(bytes)
    return try parser.document()
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func document() throws(CalendarFault) -> DAVElement {
    stack = [DAVElement(name: "")]
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<") {
        try markup()
      } else {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
        try append(text: Self.resolved(bytes[start..<place]))
      }
    }
    guard stack.count == 1, let root = stack[0].children.first else { throw Self.broken }
    return root
  }

  private static var broken: CalendarFault { CalendarFault(.unexpected) }

  private mutating func append(text: String) throws(CalendarFault) {
    guard stack.count > 1 else {
      // Between the prolog and the root there is nothing but white space.
      return
    }
    stack[stack.count - 1].text += text
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      place + wanted.count <= bytes.count
        && wanted.indices.allSatisfy { bytes[place + $0] == wanted[$0] }
    }
  }

  /// Moves behind the next occurrence of an ASCII text; false where there is none.
  private mutating func skip(past text: StaticString) -> Bool {
    while place < bytes.count {
      if starts(with: text) {
        place += text.utf8CodeUnitCount
        return true
      }
      place += 1
    }
    return false
  }

  private mutating func markup() throws(CalendarFault) {
    if starts(with: "<!--") {
      guard skip(past: "-->") else { throw Self.broken }
    } else if starts(with: "<![CDATA[") {
      place += 9
      let start = place
      guard skip(past: "]]>") else { throw Self.broken }
      try append(text: String(decoding: bytes[start..<place - 3], as: UTF8.self))
    } else if starts(with: "<?") {
      guard skip(past: "?>") else { throw Self.broken }
    } else if starts(with: "<!") {
      throw Self.broken
    } else if starts(with: "</") {
      try close()
    } else {
      try open()
    }
  }

  private mutating func close() throws(CalendarFault) {
    place += 2
    let name = self.name()
    skipBlanks()
    guard place < bytes.count, bytes[place] == UInt8(ascii: ">"), stack.count > 1,
      names.popLast() == name, let element = stack.popLast()
    else { throw Self.broken }
    place += 1
    scopes.removeLast()
    stack[stack.count - 1].children.append(element)
  }

  private mutating func open() throws(CalendarFault) {
    place += 1
    let name = self.name()
    count += 1
    guard !name.isEmpty, count <= CalendarLimits.elements, stack.count <= CalendarLimits.depth
    else {
      throw Self.broken
    }
    var scope = scopes[scopes.count - 1]
    var isEmpty = false
    while true {
      skipBlanks()
      guard place < bytes.count else { throw Self.broken }
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
        break
      }
      if starts(with: "/>") {
        place += 2
        isEmpty = true
        break
      }
      let (key, value) = try attribute()
      if key == "xmlns" { scope[""] = value }
      if key.hasPrefix("xmlns:") { scope[String(key.dropFirst(6))] = value }
    }
    let element = DAVElement(name: try Self.expanded(name, scope))
    if isEmpty {
      stack[stack.count - 1].children.append(element)
    } else {
      stack.append(element)
      names.append(name)
      scopes.append(scope)
    }
  }

  private mutating func attribute() throws(CalendarFault) -> (String, String) {
    let key = name()
    skipBlanks()
    guard !key.isEmpty, place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
      throw Self.broken
    }
    place += 1
    skipBlanks()
    guard place < bytes.count else { throw Self.broken }
    let quote = bytes[place]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw Self.broken }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != quote { place += 1 }
    guard place < bytes.count else { throw Self.broken }
    place += 1
    return (key, Self.resolved(bytes[start..<place - 1]))
  }

  private static func expanded(
    _ name: String, _ scope: [String: String]
  ) throws(CalendarFault) -> String {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      guard let space = scope[parts[0]] else { throw broken }
      return "\(space) \(parts[1])"
    }
    return "\(scope[""] ?? "") \(name)"
  }

  private mutating func name() -> String {
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="):
        return String(decoding: bytes[start..<place], as: UTF8.self)
      default: place += 1
      }
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x09, 0x0A, 0x0D, 0x20].contains(bytes[place]) { place += 1 }
  }

  /// The text with the five named entities and character references replaced; others stay.
  static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "&"),
        let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";"))
      else {
        result.append(byte)
        continue
      }
      let entity = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
      if let character = character(of: entity) {
        result += Array(String(character).utf8)
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(of entity: String) -> Character? {
    switch entity {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let number =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap { Unicode.Scalar($0) }.map { Character($0) }
  }
}
