/// The key under which credentials are sealed, made of the operator's secret.
struct CredentialKey: Sendable {
  /// Names the key without telling it; stands beside what it has sealed.
  let id: String
  /// 32 bytes.
  let bytes: [UInt8]

  /// The key of a secret. Throws where the library fails.
  init(secret: [UInt8]) throws(CryptoError) {
    bytes = try HKDFSHA256.derive(
      from: secret, purpose: "fractal pipeline.credentials v1", count: CryptoLimits.keyBytes)
    let name = try HKDFSHA256.derive(
      from: secret, purpose: "fractal pipeline.credentials key id", count: 8)
    id = Hex.encode(name)
  }
}
