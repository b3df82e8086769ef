/// An absolute http or https URL, taken apart by libcurl's own parser, so that what is checked and
/// what is connected to cannot differ.
public struct WebURL: Hashable, Sendable {
  /// The whole URL, normalised, without fragment.
  public let text: String
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case, an IPv6 address without brackets.
  public let host: String
  /// The port, the scheme's own where none is written.
  public let port: UInt16
  /// Path and query as they are sent; begins with `/`.
  public let target: String
  /// True where user or password stand in the URL.
  public let hasCredentials: Bool

  /// Reads an absolute URL.
  ///
  /// `keepsPath` leaves `..` and `.` in the path, as signed requests need.
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme`.
  public init(_ text: String, keepsPath: Bool = false) throws(HTTPClientError) {
    var url = try CurlURL(text, keepsPath: keepsPath)
    try self.init(&url)
  }

  /// The URL that a reference, such as a redirect's `Location`, means on this page.
  ///
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme`.
  public func resolving(_ reference: String) throws(HTTPClientError) -> WebURL {
    var url = try CurlURL(text, keepsPath: false)
    try url.follow(reference)
    return try WebURL(&url)
  }

  private init(_ url: inout CurlURL) throws(HTTPClientError) {
    scheme = url.part(.scheme)?.lowercased() ?? ""
    guard scheme == "http" || scheme == "https" else {
      throw HTTPClientError(.forbiddenScheme)
    }
    guard var host = url.part(.host)?.lowercased(), !host.isEmpty,
      let port = url.part(.port).flatMap(UInt16.init)
    else { throw HTTPClientError(.invalidURL) }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.host = host
    self.port = port
    hasCredentials = url.part(.user) != nil || url.part(.password) != nil
    url.dropFragment()
    let path = url.part(.path) ?? "/"
    target = url.part(.query).map { "\(path)?\($0)" } ?? path
    guard let whole = url.part(.whole) else { throw HTTPClientError(.invalidURL) }
    text = whole
  }

  /// Host and port as the header `Host` holds them: the port only where it is not the scheme's own.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (scheme == "https" ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// True where both have the same scheme, host and port (RFC 6454).
  public func isSameOrigin(as other: WebURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }
}
