/// Writes JSON text (RFC 8259) into one growing buffer of UTF-8 bytes.
///
/// Values can be written whole, or member by member where a hot path would not build a
/// ``JSONValue`` first.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// A writer with room for that many bytes before it grows.
  public init(capacity: Int = 256) {
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written, and keeps the room.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends a byte as it stands: a bracket, a comma, a line end.
  public mutating func writeByte(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends text that is JSON already, as it stands.
  public mutating func writeRaw(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a whole value.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: writeRaw("null")
    case .bool(let truth): writeRaw(truth ? "true" : "false")
    case .int(let number): write(number)
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .array(let items):
      writeByte(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { writeByte(UInt8(ascii: ",")) }
        write(item)
      }
      writeByte(UInt8(ascii: "]"))
    case .object(let object):
      writeByte(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { writeByte(UInt8(ascii: ",")) }
        write(member.key)
        writeByte(UInt8(ascii: ":"))
        write(member.value)
      }
      writeByte(UInt8(ascii: "}"))
    }
  }

  /// Appends a whole number.
  public mutating func write(_ number: Int64) {
    bytes.append(contentsOf: number.description.utf8)
  }

  /// Appends a number in the shortest form that reads back the same; `null` where not finite.
  public mutating func write(_ number: Double) {
    guard number.isFinite else { return writeRaw("null") }
    bytes.append(contentsOf: number.description.utf8)
  }

  /// Appends a single-precision number in the shortest form that reads back the same.
  public mutating func write(_ number: Float) {
    guard number.isFinite else { return writeRaw("null") }
    bytes.append(contentsOf: number.description.utf8)
  }

  /// Appends a text in quotes, escaped where RFC 8259 section 7 demands it.
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      writeString(utf8)
    }
  }

  /// Appends UTF-8 bytes as a text in quotes; the caller vouches that they are UTF-8.
  public mutating func writeString(_ utf8: UnsafeBufferPointer<UInt8>) {
    writeByte(UInt8(ascii: "\""))
    var clean = 0
    for index in utf8.indices {
      let byte = utf8[index]
      if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[clean..<index]))
      clean = index + 1
      writeEscaped(byte)
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[clean...]))
    writeByte(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): writeRaw("\\\"")
    case UInt8(ascii: "\\"): writeRaw("\\\\")
    case 0x0A: writeRaw("\\n")
    case 0x0D: writeRaw("\\r")
    case 0x09: writeRaw("\\t")
    default:
      writeRaw("\\u00")
      let digits: StaticString = "0123456789abcdef"
      bytes.append(digits.utf8Start[Int(byte >> 4)])
      bytes.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}
