import CCrypto

/// SHA-256 (FIPS 180-4), in one call or over a stream of chunks.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Begins an empty digest.
  public init() {
    // nil only when memory is exhausted, where Swift itself would trap too.
    context = EVP_MD_CTX_new()!
    let started = EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(started == 1, "SHA-256 is missing from libcrypto")
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds the bytes to what is digested.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update(raw: $0) }
  }

  /// Adds the bytes of a slice to what is digested.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update(raw: $0) }
  }

  /// Adds bytes in memory that outlives only this call.
  public mutating func update(raw bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    let added = EVP_DigestUpdate(context, base, bytes.count)
    precondition(added == 1, "SHA-256 refused bytes")
  }

  /// Ends the digest and gives its 32 bytes.
  public consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: CryptoLimits.digestBytes) { buffer, count in
      var written: UInt32 = 0
      let finished = EVP_DigestFinal_ex(context, buffer.baseAddress, &written)
      precondition(finished == 1, "SHA-256 could not finish")
      count = Int(written)
    }
  }

  /// The 32-byte digest of the bytes.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  public static func digest(of text: String) -> [UInt8] {
    digest(of: Array(text.utf8))
  }

  /// The digest as 64 lower-case hexadecimal digits, as content-addressed keys use it.
  public static func hexDigest(of bytes: [UInt8]) -> String {
    Hex.encode(digest(of: bytes))
  }
}
