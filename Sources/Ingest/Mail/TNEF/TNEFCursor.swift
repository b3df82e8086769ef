/// Reads little-endian numbers and stretches from bytes, never beyond their end.
struct TNEFCursor {
  private let bytes: [UInt8]
  private var position = 0

  /// A cursor at the start.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// True where nothing is left.
  var isAtEnd: Bool { position >= bytes.count }

  /// The next byte.
  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  /// The next two bytes.
  mutating func word16() -> UInt16? {
    guard let low = byte(), let high = byte() else { return nil }
    return UInt16(low) | UInt16(high) << 8
  }

  /// The next four bytes.
  mutating func word32() -> UInt32? {
    guard let low = word16(), let high = word16() else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  /// The next `count` bytes.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.count - position else { return nil }
    position += count
    return bytes[(position - count)..<position]
  }

  /// Moves on to a multiple of four, or to the end.
  mutating func align() {
    position = min((position + 3) & ~3, bytes.count)
  }
}
