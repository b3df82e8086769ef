/// Why a cryptographic operation was refused.
///
/// No case carries key material, plain text or the library's own error text.
public enum CryptoError: Error, Equatable, Sendable {
  /// A key of that many bytes does not fit the algorithm.
  case keyLength(Int)
  /// A nonce of that many bytes does not fit the algorithm.
  case nonceLength(Int)
  /// More derived bytes were asked for than RFC 5869 allows.
  case derivedLength(Int)
  /// The sealed bytes are too short, were changed, or belong to another key or associated data.
  case notAuthentic
  /// The bytes are no public key of the kind asked for.
  case malformedKey
  /// The bytes are no X.509 certificate.
  case malformedCertificate
  /// OpenSSL failed where it only does without memory or with a broken installation.
  case libraryFailure
}

extension CryptoError: CustomStringConvertible {
  /// What went wrong, without any secret.
  public var description: String {
    switch self {
    case .keyLength(let count): "a key of \(count) bytes does not fit"
    case .nonceLength(let count): "a nonce of \(count) bytes does not fit"
    case .derivedLength(let count): "\(count) derived bytes are more than HKDF gives"
    case .notAuthentic: "the sealed bytes are not authentic"
    case .malformedKey: "not a public key of the kind expected"
    case .malformedCertificate: "not an X.509 certificate"
    case .libraryFailure: "the cryptographic library failed"
    }
  }
}
