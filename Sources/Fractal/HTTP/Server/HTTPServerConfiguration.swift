import Shared

/// Where and how a server listens.
struct HTTPServerConfiguration: Sendable {
  /// The address to listen on: an IP address, no name.
  var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  var port: UInt16 = 0
  /// Proxies whose `X-Forwarded-For` counts.
  var trustedProxies: [AddressRange] = []
  /// Threads that read and write connections.
  var threads = HTTPLimits.threads
  /// Connections in all.
  var connections = HTTPLimits.connections
  /// Connections of one address that is no trusted proxy.
  var connectionsPerAddress = HTTPLimits.connectionsPerAddress
  /// Requests in work for one client address behind a proxy.
  var requestsPerAddress = HTTPLimits.requestsPerAddress
  /// How long a connection may stay silent.
  var idleSeconds = HTTPLimits.idleSeconds
  /// How long a whole request may take to arrive.
  var receiveSeconds = HTTPLimits.receiveSeconds
  /// How long an answer may take to be read, beside the time its size allows.
  var sendSeconds = HTTPLimits.sendSeconds
  /// Bytes of request bodies held at one time.
  var bodyBytesOverall = HTTPLimits.bodyBytesOverall
  /// How long requests in work may go on once the server stops.
  var drainTimeout: Duration = .seconds(25)

  /// The defaults: a free port of the loopback address.
  init() {}
}
