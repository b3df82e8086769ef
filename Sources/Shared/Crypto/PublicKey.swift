import CCrypto

/// The owner of a public key that signatures are checked with.
///
/// It may be kept and shared, for senders sign many messages with one key.
// reason: the OpenSSL key is never changed after its making, and its count is atomic.
public final class PublicKey: @unchecked Sendable {
  private let key: OpaquePointer

  /// The hash that a signature was made over.
  public enum Hash: Sendable {
    /// SHA-1, only for Amazon SNS signature version 1.
    case sha1
    /// SHA-256.
    case sha256
  }

  /// The kind of a key.
  public enum Algorithm: Sendable {
    /// ECDSA on the curve P-256.
    case ecdsaP256
    /// RSA with PKCS #1 version 1.5 padding, 2048 bits or more.
    case rsa
  }

  /// Reads a key from its DER SubjectPublicKeyInfo (RFC 5280 section 4.1).
  ///
  /// - Throws: `CryptoError.malformedKey` where it is no such key, or another algorithm's.
  public convenience init(subjectPublicKeyInfo: [UInt8], algorithm: Algorithm) throws(CryptoError) {
    guard subjectPublicKeyInfo.count <= CryptoLimits.certificateBytesMost else {
      throw CryptoError.malformedKey
    }
    ERR_clear_error()
    let parsed = subjectPublicKeyInfo.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_PUBKEY(nil, &start, bytes.count)
    }
    ERR_clear_error()
    guard let parsed else { throw CryptoError.malformedKey }
    try self.init(takingOwnership: parsed, algorithm: algorithm)
  }

  /// Takes over a key that OpenSSL handed out; frees it where the algorithm does not fit.
  init(takingOwnership key: OpaquePointer, algorithm: Algorithm) throws(CryptoError) {
    let fits =
      switch algorithm {
      case .ecdsaP256: EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_bits(key) == 256
      case .rsa: EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) >= 2048
      }
    guard fits else {
      EVP_PKEY_free(key)
      throw CryptoError.malformedKey
    }
    self.key = key
  }

  deinit {
    EVP_PKEY_free(key)
  }

  /// True where the signature (for ECDSA in DER) was made over the message by this key's owner.
  public func isValid(_ signature: [UInt8], for message: [UInt8], hash: Hash) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    let digest = hash == .sha1 ? EVP_sha1() : EVP_sha256()
    guard EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
