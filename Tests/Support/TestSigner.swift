import CCrypto
import Foundation

/// A fresh key that signs as a provider would, with its certificate.
// reason: the OpenSSL key is never changed after its making.
public final class TestSigner: @unchecked Sendable {
  private let key: OpaquePointer

  private init(_ key: OpaquePointer) {
    self.key = key
  }

  deinit {
    EVP_PKEY_free(key)
  }

  /// A key for RSA of 2048 bits; nil where OpenSSL makes none.
  public static func rsa() -> TestSigner? {
    make("RSA") { EVP_PKEY_CTX_set_rsa_keygen_bits($0, 2_048) }
  }

  /// A key on the curve P-256; nil where OpenSSL makes none.
  public static func p256() -> TestSigner? {
    make("EC") { EVP_PKEY_CTX_set_group_name($0, "P-256") }
  }

  private static func make(_ name: String, _ set: (OpaquePointer) -> Int32) -> TestSigner? {
    guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, set(context) == 1,
      EVP_PKEY_generate(context, &key) == 1, let key
    else { return nil }
    return TestSigner(key)
  }

  /// The signature over SHA-256 of the message.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { return [] }
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 1_024)
    var count = signature.count
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { return [] }
    return Array(signature.prefix(count))
  }

  /// The public key as DER SubjectPublicKeyInfo.
  public var publicKey: [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = i2d_PUBKEY(key, &bytes)
    guard count > 0, let bytes else { return [] }
    defer { CRYPTO_free(bytes, "", 0) }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  /// A certificate of the key in PEM form that counts from an hour ago for the given seconds.
  public func certificate(seconds: Int = 86_400) -> [UInt8] {
    guard let certificate = X509_new(), let output = BIO_new(BIO_s_mem()) else { return [] }
    defer {
      X509_free(certificate)
      BIO_free(output)
    }
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3_600)
    X509_gmtime_adj(X509_getm_notAfter(certificate), seconds)
    X509_set_pubkey(certificate, key)
    X509_sign(certificate, key, EVP_sha256())
    PEM_write_bio_X509(output, certificate)
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = BIO_read(output, &bytes, Int32(bytes.count))
    return Array(bytes.prefix(Int(max(0, count))))
  }
}
