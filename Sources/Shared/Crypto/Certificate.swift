import CCrypto
import Glibc

/// The owner of one X.509 certificate (RFC 5280), such as the one Amazon SNS signs with.
///
/// Its chain is not checked here: callers take it only over verified TLS from a checked host.
// reason: the OpenSSL certificate is only read after its making.
public final class Certificate: @unchecked Sendable {
  private let certificate: OpaquePointer

  /// Reads the first certificate of a PEM text.
  ///
  /// - Throws: `CryptoError.malformedCertificate`.
  public init(pem: [UInt8]) throws(CryptoError) {
    guard !pem.isEmpty, pem.count <= CryptoLimits.certificateBytesMost,
      let source = BIO_new_mem_buf(pem, Int32(pem.count))
    else { throw CryptoError.malformedCertificate }
    defer {
      BIO_free(source)
      ERR_clear_error()
    }
    guard let parsed = PEM_read_bio_X509(source, nil, nil, nil) else {
      throw CryptoError.malformedCertificate
    }
    certificate = parsed
  }

  deinit {
    X509_free(certificate)
  }

  /// When the certificate begins and ceases to count; nil where a time cannot be read.
  public var validity: ClosedRange<Instant>? {
    guard let first = Self.instant(X509_get0_notBefore(certificate)),
      let last = Self.instant(X509_get0_notAfter(certificate)), first <= last
    else { return nil }
    return first...last
  }

  /// The certified key.
  ///
  /// - Throws: `CryptoError.malformedKey` where it is another algorithm's.
  public func publicKey(_ algorithm: PublicKey.Algorithm) throws(CryptoError) -> PublicKey {
    guard let key = X509_get_pubkey(certificate) else { throw CryptoError.malformedKey }
    return try PublicKey(takingOwnership: key, algorithm: algorithm)
  }

  private static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return Instant(seconds: Int64(timegm(&parts)))
  }
}
