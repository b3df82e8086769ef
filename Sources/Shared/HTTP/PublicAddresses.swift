/// Which addresses belong to the public internet.
///
/// After the registries of special-purpose addresses (RFC 6890 and its updates at IANA). IPv6 is
/// public only inside 2000::/3, so that every unknown or transitional block is refused by default:
/// IPv4-mapped and IPv4-compatible forms, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), unique local, link
/// local, multicast. 6to4 and Teredo, which lie inside it, carry an IPv4 address and are refused.
public enum PublicAddresses {
  private static let specialV4 = ranges(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
      + "192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 "
      + "192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4")
  private static let globalV6 = ranges("2000::/3")
  private static let specialV6 = ranges(
    "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20")

  private static func ranges(_ text: String) -> [AddressRange] {
    AddressRange.list(text) ?? []
  }

  /// True where a host on the public internet may have the address.
  public static func contains(_ address: IPAddress) -> Bool {
    switch address.family {
    case .v4:
      return !specialV4.contains { $0.contains(address) }
    case .v6:
      // ISATAP (RFC 5214) hides an IPv4 address in the interface identifier of any prefix.
      let identifier = UInt32(truncatingIfNeeded: address.bits >> 32)
      if identifier == 0x0000_5EFE || identifier == 0x0200_5EFE { return false }
      return globalV6.contains { $0.contains(address) }
        && !specialV6.contains { $0.contains(address) }
    }
  }
}
