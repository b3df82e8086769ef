public import Shared

/// One message to or from a sandbox child: what it is about, and bytes that belong to it.
///
/// On the pipe: four bytes of length (little-endian), then the count of parts, then each part with
/// its length; the first part is the header as JSON.
public struct SandboxFrame: Sendable {
  /// What the message is about, as JSON text.
  public let headerBytes: [UInt8]
  /// The bytes that belong to it.
  public let parts: [[UInt8]]

  /// A message.
  public init(header: JSONValue, parts: [[UInt8]] = []) {
    headerBytes = header.serializedBytes
    self.parts = parts
  }

  /// What the message is about, read anew at each call; null where it is no JSON.
  public var header: JSONValue { (try? JSONValue(parsing: headerBytes)) ?? .null }

  /// The answer to a request that nobody knows.
  static let refusal = SandboxFrame(header: .members(["error": "refused"]))

  /// The message as bytes, its length first.
  var encoded: [UInt8] {
    let head = headerBytes
    var body: [UInt8] = []
    body.reserveCapacity(parts.reduce(head.count + 16) { $0 + $1.count + 4 })
    Self.append(0, to: &body)
    Self.append(parts.count + 1, to: &body)
    for part in CollectionOfOne(head) + parts {
      Self.append(part.count, to: &body)
      body.append(contentsOf: part)
    }
    for place in 0..<4 { body[place] = UInt8(truncatingIfNeeded: (body.count - 4) >> (place * 8)) }
    return body
  }

  /// The message of bytes without their length; nil where they are none.
  init?(body: [UInt8]) {
    var place = 0
    func number() -> Int? {
      guard place + 4 <= body.count else { return nil }
      defer { place += 4 }
      return (0..<4).reduce(0) { $0 | Int(body[place + $1]) << ($1 * 8) }
    }
    guard let count = number(), count > 0, count <= body.count / 4 else { return nil }
    var parts: [[UInt8]] = []
    for _ in 0..<count {
      guard let length = number(), place + length <= body.count else { return nil }
      parts.append(Array(body[place..<place + length]))
      place += length
    }
    headerBytes = parts.removeFirst()
    self.parts = parts
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
