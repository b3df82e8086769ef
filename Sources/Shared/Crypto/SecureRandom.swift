import CCrypto

/// Randomness fit for keys, nonces and tokens, from OpenSSL's generator.
///
/// It is a `RandomNumberGenerator`, so code that takes one can be given a seeded one in tests.
public struct SecureRandom: RandomNumberGenerator, Sendable {
  /// The generator; it has no state of its own.
  public init() {}

  /// Eight random bytes.
  public mutating func next() -> UInt64 {
    var value: UInt64 = 0
    withUnsafeMutableBytes(of: &value) { Self.fill($0) }
    return value
  }

  /// That many random bytes.
  public static func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      fill(UnsafeMutableRawBufferPointer(buffer))
      written = count
    }
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
    let result = RAND_bytes(base.assumingMemoryBound(to: UInt8.self), Int32(buffer.count))
    // Going on without randomness would hand out guessable secrets.
    precondition(result == 1, "no randomness from the system")
  }
}
