/// Sizes that the cryptographic primitives fix or that bound what they accept.
public enum CryptoLimits {
  /// Bytes of a SHA-256 digest and of an HMAC-SHA256 code.
  public static let digestBytes = 32
  /// Bytes of an AES-256 key.
  public static let keyBytes = 32
  /// Bytes of an AES-GCM nonce (96 bits, NIST SP 800-38D section 8.2).
  public static let nonceBytes = 12
  /// Bytes of an AES-GCM authentication tag.
  public static let tagBytes = 16
  /// Most bytes HKDF-SHA256 may give: 255 blocks (RFC 5869 section 2.3).
  public static let derivedBytesMost = 255 * digestBytes
  /// Most bytes of a certificate or public key that is looked at.
  public static let certificateBytesMost = 64 * 1024
}
