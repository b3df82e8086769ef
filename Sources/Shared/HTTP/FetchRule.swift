/// What a client may reach.
public enum FetchRule: Sendable {
  /// The operator's own endpoints: every address; redirects only where a request allows them.
  case trusted
  /// URLs from outside: public addresses, checked at each connect, and the operator's exceptions;
  /// redirects are followed and checked again.
  case `public`(allowing: [SocketAddress])

  /// Redirects that are followed where the request says nothing.
  var redirects: Int {
    switch self {
    case .trusted: 0
    case .public: HTTPClientLimits.redirects
    }
  }

  /// True where URLs come from outside.
  var isPublic: Bool {
    if case .public = self { true } else { false }
  }

  /// True where the URL may be asked for at all, whatever its address turns out to be.
  func admits(_ url: WebURL) -> Bool {
    switch self {
    case .trusted: true
    case .public: !url.hasCredentials
    }
  }

  /// True where a connection for this URL may go to that address.
  func admits(_ address: IPAddress, for url: WebURL) -> Bool {
    switch self {
    case .trusted: true
    case .public(let exceptions):
      PublicAddresses.contains(address)
        || exceptions.contains { $0.port == url.port && $0.host.lowercased() == url.host }
    }
  }
}
