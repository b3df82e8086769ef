import CCrypto

/// Comparisons whose duration says nothing about what was compared.
public enum ConstantTime {
  /// True where both hold the same bytes. Only the lengths may be learned from its duration.
  public static func equal(_ lhs: [UInt8], _ rhs: [UInt8]) -> Bool {
    guard lhs.count == rhs.count else { return false }
    return lhs.withUnsafeBytes { left in
      rhs.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return CRYPTO_memcmp(first, second, left.count) == 0
      }
    }
  }

  /// True where both texts have the same UTF-8 bytes.
  public static func equal(_ lhs: String, _ rhs: String) -> Bool {
    equal(Array(lhs.utf8), Array(rhs.utf8))
  }
}
