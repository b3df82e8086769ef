// Clang counts the C library's socket types to the module whose header names them first.
import CCurl
import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
  /// Which protocol the address belongs to.
  public enum Family: Hashable, Sendable {
    /// 32 bits.
    case v4
    /// 128 bits.
    case v6
  }

  /// The protocol.
  public let family: Family
  /// The bits, the last one lowest; an IPv4 address has only the low 32.
  public let bits: UInt128

  /// The address of those bits.
  public init(family: Family, bits: UInt128) {
    self.family = family
    self.bits = bits
  }

  /// Reads an address as `inet_pton` does: dotted quads and RFC 4291 forms, nothing else; brackets
  /// around an IPv6 address are taken off. Nil for names, zones and short forms such as `127.1`.
  public init?(_ text: String) {
    var bare = Substring(text)
    if bare.first == "[", bare.last == "]" { bare = bare.dropFirst().dropLast() }
    guard bare.utf8.count <= 45 else { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, String(bare), &four) == 1 {
      self.init(family: .v4, bits: UInt128(UInt32(bigEndian: four.s_addr)))
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, String(bare), &six) == 1 else { return nil }
    self.init(Self.bits(of: six))
  }

  private init(_ bits: UInt128) {
    self.init(family: .v6, bits: bits)
  }

  /// The address in a C `sockaddr`; nil for any other family, such as a Unix socket.
  public init?(socketAddress raw: UnsafeRawPointer) {
    switch Int32(raw.loadUnaligned(as: sockaddr.self).sa_family) {
    case AF_INET:
      let address = raw.loadUnaligned(as: sockaddr_in.self)
      self.init(family: .v4, bits: UInt128(UInt32(bigEndian: address.sin_addr.s_addr)))
    case AF_INET6:
      self.init(Self.bits(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr))
    default:
      return nil
    }
  }

  private static func bits(of address: in6_addr) -> UInt128 {
    withUnsafeBytes(of: address) { bytes in
      bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    }
  }

  /// The IPv4 address inside an IPv4-mapped IPv6 one (`::ffff:a.b.c.d`), else the address itself.
  public var unmapped: IPAddress {
    guard family == .v6, bits >> 32 == 0xFFFF else { return self }
    return IPAddress(family: .v4, bits: bits & 0xFFFF_FFFF)
  }

  /// Bits of an address of this family.
  public var width: Int { family == .v4 ? 32 : 128 }
}

extension IPAddress: CustomStringConvertible {
  /// The address as text, IPv6 in the form of RFC 5952.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch family {
    case .v4:
      var address = in_addr(s_addr: UInt32(truncatingIfNeeded: bits).bigEndian)
      inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
    case .v6:
      var address = bits.bigEndian
      inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
