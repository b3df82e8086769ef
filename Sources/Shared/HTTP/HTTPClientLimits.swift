/// Sizes, counts and times that the HTTP clients keep to unless a request says otherwise.
public enum HTTPClientLimits {
  /// Seconds until a connection stands, name resolution and TLS included.
  public static let connectSeconds = 10
  /// Seconds from the start until the answer's head is there.
  public static let headSeconds = 60
  /// Seconds for everything.
  public static let totalSeconds = 120
  /// Bytes of an answer's body, decompressed.
  public static let bodyBytes = 20 * 1024 * 1024
  /// Bytes of an answer's header fields.
  public static let headerBytes = 128 * 1024
  /// Header fields of an answer.
  public static let headerFields = 200
  /// Redirects that are followed where any are.
  public static let redirects = 5
  /// Bytes of a URL.
  public static let urlBytes = 8 * 1024
  /// Bytes of a body, either way, that wait for the slower side before the faster is held up.
  public static let bufferBytes = 256 * 1024
  /// Connections of one client.
  public static let connections = 256
  /// Connections of one client to one host.
  public static let connectionsPerHost = 64
  /// Idle connections that are kept for later requests.
  public static let idleConnections = 32
}
