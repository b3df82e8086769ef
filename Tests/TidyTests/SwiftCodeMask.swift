/// Blanks out what is no code in Swift source: comments, and strings with their interpolations.
struct SwiftCodeMask {
  private let bytes: [UInt8]
  private var result: [UInt8]
  private var position = 0

  /// The bytes with every comment and string literal replaced by blanks.
  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    var mask = SwiftCodeMask(bytes: bytes, result: bytes)
    mask.run()
    return mask.result
  }

  private init(bytes: [UInt8], result: [UInt8]) {
    self.bytes = bytes
    self.result = result
  }

  private mutating func run() {
    while position < bytes.count { step() }
  }

  private mutating func step() {
    let start = position
    if starts(with: "//") {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    } else if starts(with: "/*") {
      skipBlockComment()
    } else if let hashes = stringOpening() {
      skipString(hashes: hashes)
    } else {
      position += 1
      return
    }
    for index in start..<min(position, bytes.count) where bytes[index] != 0x0A {
      result[index] = 0x20
    }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  /// How many `#` open the string literal that starts here; nil where none starts.
  private func stringOpening() -> Int? {
    var index = position
    while index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: "\"") ? index - position : nil
  }

  private mutating func skipString(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    position += hashes
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    position += quote.utf8.count
    while position < bytes.count {
      if starts(with: "\\" + fence) {
        position += 1 + hashes
        if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
          skipInterpolation()
        } else {
          position += 1
        }
      } else if starts(with: quote + fence) {
        position += quote.utf8.count + hashes
        return
      } else if quote == "\"", bytes[position] == 0x0A {
        return
      } else {
        position += 1
      }
    }
  }

  private mutating func skipInterpolation() {
    var depth = 0
    while position < bytes.count {
      if let hashes = stringOpening() {
        skipString(hashes: hashes)
        continue
      }
      if bytes[position] == UInt8(ascii: "(") { depth += 1 }
      if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
      position += 1
      if depth == 0 { return }
    }
  }

  private func starts(with text: String) -> Bool {
    bytes[min(position, bytes.count)...].starts(with: text.utf8)
  }
}
