/// Reads PostgreSQL's binary form from the front; every read is checked against the end.
struct PostgresReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// A reader of these bytes, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// True where nothing is left.
  var isAtEnd: Bool { position == bytes.count }

  /// The next whole number, most significant byte first; nil past the end.
  mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) -> Number? {
    let width = MemoryLayout<Number>.size
    guard bytes.count - position >= width else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: position, as: Number.self)
    position += width
    return Number(bigEndian: value)
  }

  /// The next `count` bytes; nil past the end.
  mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, bytes.count - position >= count else { return nil }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }
}

extension FixedWidthInteger {
  /// The number that these bytes are as a whole, most significant first; nil for another length.
  init?(postgresBytes bytes: UnsafeRawBufferPointer) {
    guard bytes.count == MemoryLayout<Self>.size else { return nil }
    self = Self(bigEndian: bytes.loadUnaligned(as: Self.self))
  }
}
