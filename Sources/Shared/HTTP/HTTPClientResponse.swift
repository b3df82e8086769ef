/// The answer of another server: its head, and its body as it arrives.
public struct HTTPClientResponse: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields, as sent.
  public let headers: HTTPHeaders
  /// Where the answer came from, after redirects.
  public let url: String
  /// The body. It must be read or let go: as long as neither happens, the connection waits.
  public let body: HTTPResponseBody

  /// True for 200 to 299.
  public var isSuccess: Bool { 200..<300 ~= status }

  /// The media type without parameters, in lower case; empty where none was sent.
  public var contentType: String {
    let value = headers["Content-Type"] ?? ""
    return value.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
  }
}
