/// Bytes in PostgreSQL's binary form: big-endian numbers, lengths before values.
public struct PostgresBuffer: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty buffer.
  public init() {}

  /// Makes room for so many bytes at once.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Drops what was written and keeps the room.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends the bytes as they are.
  public mutating func append(contentsOf more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }

  /// Appends a whole number, the most significant byte first.
  public mutating func append<Number: FixedWidthInteger>(number: Number) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Appends a length of four bytes and then what `body` writes, or -1 for NULL.
  mutating func appendField(_ value: some PostgresEncodable) {
    guard !value.isPostgresNull else { return append(number: Int32(-1)) }
    let start = bytes.count
    append(number: Int32(0))
    value.encode(into: &self)
    let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
    for place in 0..<4 {
      bytes[start + place] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * place))
    }
  }
}
