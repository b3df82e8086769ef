import Shared

/// Finds out who calls behind reverse proxies.
enum ClientAddress {
  /// The client's address.
  ///
  /// From the connection's own peer outwards through `X-Forwarded-For`, right to left: as long as
  /// a hop is a trusted proxy, what it reports counts. The first hop that is not trusted is the
  /// client; what stands left of it was written by the client and is ignored. A malformed entry
  /// ends the search at the last hop that was understood.
  static func resolve(
    peer: IPAddress, headers: HTTPHeaders, trusted: [AddressRange]
  ) -> IPAddress {
    var client = peer.unmapped
    guard !trusted.isEmpty else { return client }
    let hops = headers.values("X-Forwarded-For").flatMap { $0.split(separator: ",") }
    for hop in hops.reversed().prefix(HTTPLimits.forwardedHops) {
      guard trusted.contains(where: { $0.contains(client) }), let address = parse(hop) else {
        return client
      }
      client = address.unmapped
    }
    return client
  }

  private static func parse(_ hop: Substring) -> IPAddress? {
    let text = hop.drop { $0 == " " || $0 == "\t" }
    let bare = text.prefix { $0 != " " && $0 != "\t" }
    if let address = IPAddress(String(bare)) { return address }
    // Some proxies add the port: `192.0.2.1:4711` or `[2001:db8::1]:4711`.
    guard let colon = bare.lastIndex(of: ":") else { return nil }
    let host = bare[..<colon]
    guard bare[bare.index(after: colon)...].allSatisfy(\.isNumber) else { return nil }
    return host.contains(":") && !host.hasPrefix("[") ? nil : IPAddress(String(host))
  }
}
