/// One frame of an event stream: named headers and a payload.
public struct EventStreamMessage: Hashable, Sendable {
  /// The headers whose values are text; others are passed over.
  public var headers: [String: String]
  /// The payload.
  public var payload: [UInt8]

  /// A frame of those parts.
  public init(headers: [String: String], payload: [UInt8]) {
    self.headers = headers
    self.payload = payload
  }

  /// The frame's bytes, as a service sends them; header names and values are cut to what their
  /// length fields hold.
  public var bytes: [UInt8] {
    var fields: [UInt8] = []
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      let name = name.utf8.prefix(255)
      let value = value.utf8.prefix(32_767)
      fields.append(UInt8(name.count))
      fields += name
      fields += [7, UInt8(value.count >> 8), UInt8(value.count & 255)]
      fields += value
    }
    var frame = Self.bigEndian(UInt32(16 + fields.count + payload.count))
    frame += Self.bigEndian(UInt32(fields.count))
    frame += Self.bigEndian(Checksum.crc32(frame[...]))
    frame += fields
    frame += payload
    frame += Self.bigEndian(Checksum.crc32(frame[...]))
    return frame
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [
      UInt8(truncatingIfNeeded: number >> 24), UInt8(truncatingIfNeeded: number >> 16),
      UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number),
    ]
  }
}
