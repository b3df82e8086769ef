import CCrypto

/// HMAC with SHA-256 (RFC 2104), and its comparison in constant time.
public enum HMACSHA256 {
  /// The 32-byte authentication code of the message under the key, of any length.
  public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    // An empty array may have no address, which OpenSSL reads as "no key given".
    let keyBytes = key.isEmpty ? [0] : key
    return [UInt8](unsafeUninitializedCapacity: CryptoLimits.digestBytes) { buffer, count in
      var written = 0
      let result = EVP_Q_mac(
        nil, "HMAC", nil, "SHA256", nil, keyBytes, key.count, message, message.count,
        buffer.baseAddress, CryptoLimits.digestBytes, &written)
      precondition(result != nil, "HMAC-SHA256 is missing from libcrypto")
      count = written
    }
  }

  /// The code of a text's UTF-8 bytes.
  public static func code(for message: String, key: [UInt8]) -> [UInt8] {
    code(for: Array(message.utf8), key: key)
  }

  /// True where the code belongs to the message under the key; takes the same time either way.
  public static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
    ConstantTime.equal(code, self.code(for: message, key: key))
  }
}
