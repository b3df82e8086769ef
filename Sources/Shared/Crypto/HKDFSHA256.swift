/// HKDF with SHA-256 (RFC 5869): many independent keys from one secret.
public enum HKDFSHA256 {
  /// Derives that many bytes from the secret, bound to `info`, the label of what they are for.
  ///
  /// - Throws: `CryptoError.derivedLength` above `CryptoLimits.derivedBytesMost` or below 1.
  public static func derive(
    from secret: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int
  ) throws(CryptoError) -> [UInt8] {
    guard count > 0, count <= CryptoLimits.derivedBytesMost else {
      throw CryptoError.derivedLength(count)
    }
    let zeroSalt = [UInt8](repeating: 0, count: CryptoLimits.digestBytes)
    let pseudorandomKey = HMACSHA256.code(for: secret, key: salt.isEmpty ? zeroSalt : salt)
    var output: [UInt8] = []
    output.reserveCapacity(count + CryptoLimits.digestBytes)
    var block: [UInt8] = []
    var counter: UInt8 = 1
    while output.count < count {
      block = HMACSHA256.code(for: block + info + [counter], key: pseudorandomKey)
      output += block
      // At most 255 blocks, so the counter cannot overflow before the loop ends.
      counter &+= 1
    }
    return Array(output.prefix(count))
  }

  /// Derives bytes bound to a label in words.
  public static func derive(
    from secret: [UInt8], salt: [UInt8] = [], purpose: String, count: Int
  ) throws(CryptoError) -> [UInt8] {
    try derive(from: secret, salt: salt, info: Array(purpose.utf8), count: count)
  }
}
