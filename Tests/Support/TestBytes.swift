/// Bytes for tests, made fast enough for debug builds.
public enum TestBytes {
  /// That many bytes without a short period.
  public static func pattern(_ count: Int) -> [UInt8] {
    let block = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 / 3 &+ $0 * $0 / 251) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + block.count)
    while bytes.count < count { bytes.append(contentsOf: block) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
