import Glibc

/// A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as `10.0.0.0/8` or `::1`.
public struct AddressRange: Hashable, Sendable, SettingValue {
  /// The network's bytes, 4 or 16 of them, bits beyond the prefix cleared.
  public let bytes: [UInt8]
  /// How many leading bits count.
  public let prefixLength: Int

  /// An address, or a network with its prefix.
  public static var expectation: String { "an address or network such as 10.0.0.0/8 or ::1" }

  /// Reads an address with an optional `/prefix`.
  public init?(settingText: String) {
    let parts = settingText.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard var bytes = Self.parse(address: String(parts[0])) else { return nil }
    var length = bytes.count * 8
    if parts.count == 2 {
      guard let given = Int(parts[1]), (0...length).contains(given) else { return nil }
      length = given
    }
    for index in bytes.indices {
      let kept = min(max(length - index * 8, 0), 8)
      bytes[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
    self.bytes = bytes
    prefixLength = length
  }

  /// The network in its usual notation, with its prefix.
  public var settingText: String {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    var text = [CChar](repeating: 0, count: 64)
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    let end = text.firstIndex(of: 0) ?? text.endIndex
    return String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      + "/\(prefixLength)"
  }

  /// Whether the range holds the address; an IPv4 address mapped into IPv6 counts as itself.
  public func contains(address: String) -> Bool {
    guard var candidate = Self.parse(address: address) else { return false }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    if candidate.count == 16, bytes.count == 4, Array(candidate.prefix(12)) == mapped {
      candidate.removeFirst(12)
    }
    guard candidate.count == bytes.count else { return false }
    for index in bytes.indices {
      let kept = min(max(prefixLength - index * 8, 0), 8)
      if candidate[index] & UInt8(truncatingIfNeeded: 0xFF00 >> kept) != bytes[index] {
        return false
      }
    }
    return true
  }

  private static func parse(address: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, address, &bytes) == 1 { return Array(bytes.prefix(4)) }
    return inet_pton(AF_INET6, address, &bytes) == 1 ? bytes : nil
  }
}
