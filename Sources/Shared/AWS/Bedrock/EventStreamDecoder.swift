/// Takes the frames out of an event stream, however its bytes are split on the way.
///
/// A frame (AWS, "Event stream encoding"): total length, length of the headers, CRC-32 of those
/// eight bytes, headers, payload, CRC-32 of all before it; numbers are big-endian.
public struct EventStreamDecoder: Sendable {
  private var held: [UInt8] = []
  private var start = 0

  /// A decoder at the start of a stream.
  public init() {}

  /// Adds bytes as they came.
  public mutating func push(_ bytes: [UInt8]) {
    if start > 0, start == held.count || start > BedrockLimits.frameBytes {
      held.removeFirst(start)
      start = 0
    }
    held += bytes
  }

  /// The next whole frame; nil until more bytes come.
  public mutating func next() throws(EventStreamError) -> EventStreamMessage? {
    guard held.count - start >= 12 else { return nil }
    let total = Int(number(at: 0))
    let headerCount = Int(number(at: 4))
    guard Checksum.crc32(held[start..<(start + 8)]) == number(at: 8) else { throw .badPrelude }
    guard total >= 16, total <= BedrockLimits.frameBytes,
      headerCount <= BedrockLimits.frameHeaderBytes, headerCount <= total - 16
    else { throw .badLength }
    guard held.count - start >= total else { return nil }
    guard Checksum.crc32(held[start..<(start + total - 4)]) == number(at: total - 4) else {
      throw .badChecksum
    }
    let headerStart = start + 12
    let payloadStart = headerStart + headerCount
    let headers = try Self.headers(held[headerStart..<payloadStart])
    let message = EventStreamMessage(
      headers: headers, payload: Array(held[payloadStart..<(start + total - 4)]))
    start += total
    return message
  }

  /// Says that nothing more comes.
  ///
  /// - Throws: `.cutOff` inside a frame.
  public func finish() throws(EventStreamError) {
    if start < held.count { throw .cutOff }
  }

  private func number(at offset: Int) -> UInt32 {
    held[(start + offset)..<(start + offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func headers(
    _ bytes: ArraySlice<UInt8>
  ) throws(EventStreamError) -> [String: String] {
    var found: [String: String] = [:]
    var rest = bytes
    while let nameCount = rest.popFirst() {
      guard nameCount > 0, rest.count > Int(nameCount) else { throw .badHeaders }
      let name = rest.prefix(Int(nameCount))
      rest = rest.dropFirst(Int(nameCount))
      let kind = rest.removeFirst()
      guard let count = valueCount(kind, &rest), rest.count >= count else { throw .badHeaders }
      if kind == 7 {
        found[String(decoding: name, as: UTF8.self)] =
          String(decoding: rest.prefix(count), as: UTF8.self)
      }
      rest = rest.dropFirst(count)
    }
    return found
  }

  /// Bytes of a value of that type; nil for an unknown type or a length that is cut off.
  private static func valueCount(_ kind: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
    switch kind {
    case 0, 1: return 0
    case 2: return 1
    case 3: return 2
    case 4: return 4
    case 5, 8: return 8
    case 9: return 16
    case 6, 7:
      guard rest.count >= 2 else { return nil }
      let count = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
      return count
    default: return nil
    }
  }
}
