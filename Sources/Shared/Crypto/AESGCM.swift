/// AES-256 in Galois/counter mode (NIST SP 800-38D): encryption that notices any change.
public enum AESGCM {
  /// Encrypts under a 32-byte key and gives nonce, cipher text and tag in one array.
  ///
  /// The associated data is authenticated, not stored: opening needs the same again. The nonce
  /// must never repeat under one key; leave it out to have 96 random bits.
  ///
  /// - Throws: `CryptoError.keyLength`, `.nonceLength`.
  public static func seal(
    _ plainText: [UInt8], key: [UInt8], associatedData: [UInt8] = [],
    nonce: [UInt8] = SecureRandom.bytes(CryptoLimits.nonceBytes)
  ) throws(CryptoError) -> [UInt8] {
    guard key.count == CryptoLimits.keyBytes else { throw CryptoError.keyLength(key.count) }
    guard nonce.count == CryptoLimits.nonceBytes else {
      throw CryptoError.nonceLength(nonce.count)
    }
    let cipher = try GCMContext(key: key, nonce: nonce, encrypts: true)
    try cipher.authenticate(associatedData)
    let cipherText = try cipher.transform(plainText)
    try cipher.finishEncryption()
    return nonce + cipherText + (try cipher.tag())
  }

  /// Decrypts what `seal` gave.
  ///
  /// - Throws: `CryptoError.keyLength`; `.notAuthentic` where key, associated data or any byte
  ///   differ, with nothing said about which.
  public static func open(
    _ sealed: [UInt8], key: [UInt8], associatedData: [UInt8] = []
  ) throws(CryptoError) -> [UInt8] {
    guard key.count == CryptoLimits.keyBytes else { throw CryptoError.keyLength(key.count) }
    let overhead = CryptoLimits.nonceBytes + CryptoLimits.tagBytes
    guard sealed.count >= overhead else { throw CryptoError.notAuthentic }
    let cipher = try GCMContext(
      key: key, nonce: Array(sealed.prefix(CryptoLimits.nonceBytes)), encrypts: false)
    try cipher.authenticate(associatedData)
    let body = sealed[CryptoLimits.nonceBytes..<(sealed.count - CryptoLimits.tagBytes)]
    let plainText = try cipher.transform(Array(body))
    try cipher.finishDecryption(tag: Array(sealed.suffix(CryptoLimits.tagBytes)))
    return plainText
  }
}
