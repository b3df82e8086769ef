import Shared

/// Whose failures are counted together.
enum FailureKey: Hashable, Sendable {
  /// An address; of IPv6 its /64, which one household or host owns whole.
  case address(IPAddress)
  /// A token, as the first eight bytes of its SHA-256, so that no secret is kept.
  case token(UInt64)

  /// The key of a client's address.
  init(client: IPAddress) {
    let address = client.unmapped
    let host: UInt128 = address.family == .v6 ? 0xFFFF_FFFF_FFFF_FFFF : 0
    self = .address(IPAddress(family: address.family, bits: address.bits & ~host))
  }

  /// The key of a token.
  init(token: String) {
    self = .token(
      SHA256.digest(of: token).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
