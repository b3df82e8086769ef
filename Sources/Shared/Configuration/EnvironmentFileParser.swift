/// Reads the bytes of a `.env` file in one pass, collecting every problem instead of the first.
struct EnvironmentFileParser {
  private let bytes: [UInt8]
  private let fileName: String
  private var position = 0
  private var line = 1
  private var firstLines: [String: Int] = [:]
  /// What could not be read, in the file's order.
  private(set) var problems: [SettingProblem] = []

  /// A parser at the start of the bytes; a byte order mark is skipped.
  init(bytes: [UInt8], fileName: String) {
    self.bytes = bytes
    self.fileName = fileName
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// All assignments that could be read.
  mutating func parse() -> [EnvironmentFile.Entry] {
    var entries: [EnvironmentFile.Entry] = []
    while position < bytes.count {
      skipBlanks()
      guard let byte = peek else { break }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        advance()
      } else if byte == UInt8(ascii: "#") {
        skipLine()
      } else if let entry = readEntry() {
        entries.append(entry)
      } else {
        skipLine()
      }
    }
    return entries
  }

  private mutating func readEntry() -> EnvironmentFile.Entry? {
    let start = line
    skipExport()
    let name = readName()
    skipBlanks()
    guard !name.isEmpty, peek == UInt8(ascii: "=") else {
      report(fileName, start, "a line must be NAME=value, or start with #")
      return nil
    }
    advance()
    skipBlanks()
    guard let raw = readValue(name: name, start: start) else { return nil }
    guard let value = String(validating: raw, as: UTF8.self), !raw.contains(0) else {
      report(name, start, "the value must be UTF-8 text without NUL")
      return nil
    }
    if let first = firstLines.updateValue(start, forKey: name) {
      report(name, start, "is already set on line \(first); keep one of the two")
      return nil
    }
    return EnvironmentFile.Entry(name: name, value: value, line: start)
  }

  private mutating func readValue(name: String, start: Int) -> [UInt8]? {
    switch peek {
    case UInt8(ascii: "'"): return readQuoted(by: UInt8(ascii: "'"), name: name, start: start)
    case UInt8(ascii: "\""): return readQuoted(by: UInt8(ascii: "\""), name: name, start: start)
    default: return readBare()
    }
  }

  private mutating func readBare() -> [UInt8] {
    var value: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      let followsBlank = value.last.map(Self.isBlank) ?? true
      if byte == UInt8(ascii: "#"), followsBlank {
        skipLine()
        break
      }
      value.append(byte)
      advance()
    }
    while let last = value.last, Self.isBlank(last) { value.removeLast() }
    return value
  }

  private mutating func readQuoted(by quote: UInt8, name: String, start: Int) -> [UInt8]? {
    advance()
    var value: [UInt8] = []
    while let byte = peek, byte != quote {
      advance()
      guard byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") else {
        value.append(byte)
        continue
      }
      guard let escaped = peek, let meaning = Self.escapes[escaped] else {
        report(name, line, "knows only the escapes \\n \\r \\t \\\\ \\\" \\$ between double quotes")
        return nil
      }
      value.append(meaning)
      advance()
    }
    guard peek == quote else {
      report(name, start, "the closing quote is missing")
      return nil
    }
    advance()
    skipBlanks()
    if let byte = peek, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r"),
      byte != UInt8(ascii: "#")
    {
      report(name, line, "nothing may follow the closing quote but a comment")
      return nil
    }
    skipLine()
    return value
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "\""): 0x22, UInt8(ascii: "$"): 0x24,
  ]

  private mutating func readName() -> String {
    let start = position
    while let byte = peek, Self.isNameByte(byte) { advance() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipExport() {
    let word = Array("export ".utf8)
    guard bytes[position...].starts(with: word) else { return }
    position += word.count
    skipBlanks()
  }

  private mutating func skipBlanks() {
    while let byte = peek, Self.isBlank(byte) { advance() }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func advance() {
    if bytes[position] == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  private mutating func report(_ name: String, _ line: Int, _ advice: String) {
    problems.append(
      SettingProblem(
        kind: .unreadable, name: name, place: "\(fileName) line \(line)", advice: advice))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == 0x5F
  }
}
