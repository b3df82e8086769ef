/// Writes one JSON value into bytes, without building it as a value first.
struct JSONLine {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty line with room for `capacity` bytes.
  init(capacity: Int = 1_024) {
    bytes.reserveCapacity(capacity)
  }

  /// Opens an object, as the value of `key` where one is given.
  mutating func beginObject(_ key: StaticString? = nil) { open(key, UInt8(ascii: "{")) }

  /// Closes the innermost object.
  mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array, as the value of `key` where one is given.
  mutating func beginArray(_ key: StaticString? = nil) { open(key, UInt8(ascii: "[")) }

  /// Closes the innermost array.
  mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a text or null.
  mutating func add(_ key: StaticString?, _ text: String?) {
    prepare(key)
    if let text { quote(text) } else { raw("null") }
  }

  /// Writes a number or null.
  mutating func add(_ key: StaticString?, _ number: Int64?) {
    prepare(key)
    if let number { bytes.append(contentsOf: String(number).utf8) } else { raw("null") }
  }

  /// Writes true or false.
  mutating func add(_ key: StaticString?, _ value: Bool) {
    prepare(key)
    raw(value ? "true" : "false")
  }

  /// Writes null.
  mutating func addNull(_ key: StaticString?) {
    prepare(key)
    raw("null")
  }

  /// Ends the line.
  mutating func endLine() {
    bytes.append(Byte.lineFeed)
    needsComma = false
  }

  private mutating func open(_ key: StaticString?, _ bracket: UInt8) {
    prepare(key)
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func prepare(_ key: StaticString?) {
    if needsComma { bytes.append(Byte.comma) }
    needsComma = true
    guard let key else { return }
    bytes.append(Byte.quote)
    raw(key)
    bytes.append(Byte.quote)
    bytes.append(Byte.colon)
  }

  private mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(Byte.quote)
    var copy = text
    copy.withUTF8 { source in
      var start = 0
      for index in source.indices {
        let byte = source[index]
        guard byte < 32 || byte == Byte.quote || byte == Byte.backslash else { continue }
        bytes.append(contentsOf: source[start..<index])
        start = index + 1
        escape(byte)
      }
      bytes.append(contentsOf: source[start...])
    }
    bytes.append(Byte.quote)
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(Byte.backslash)
    switch byte {
    case Byte.quote, Byte.backslash: bytes.append(byte)
    case Byte.lineFeed: bytes.append(UInt8(ascii: "n"))
    case Byte.carriageReturn: bytes.append(UInt8(ascii: "r"))
    case Byte.tab: bytes.append(UInt8(ascii: "t"))
    default:
      raw("u00")
      let digits: StaticString = "0123456789abcdef"
      digits.withUTF8Buffer {
        bytes.append($0[Int(byte >> 4)])
        bytes.append($0[Int(byte & 15)])
      }
    }
  }
}
