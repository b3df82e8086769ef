import Shared

/// What a handler answers.
struct HTTPResponse: Sendable {
  /// The body of an answer.
  enum Body: Sendable {
    /// Bytes in memory; an empty array where there is no body.
    case bytes([UInt8])
    /// Bytes made while they are sent.
    case stream(StreamedBody)
  }

  /// The status code (RFC 9110 section 15).
  var status: Int
  /// Header fields; length, date and connection are the server's.
  var headers: HTTPHeaders
  /// The body.
  var body: Body

  /// An answer of that status, fields and body.
  init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer without a body: 204, or 202, 304 and the like.
  static func empty(status: Int = 204, headers: HTTPHeaders = HTTPHeaders()) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers)
  }

  /// A JSON document.
  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
      body: .bytes(value.serializedBytes))
  }

  /// Plain text in UTF-8, or text of the given media type.
  static func text(
    _ text: String, status: Int = 200, contentType: String = "text/plain; charset=utf-8"
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": contentType], body: .bytes(Array(text.utf8)))
  }

  /// Work accepted for later: 202 with the address where its state can be read.
  static func accepted(_ value: JSONValue, location: String) -> HTTPResponse {
    var response = json(value, status: 202)
    response.headers["Location"] = location
    return response
  }

  /// The answer with one more header field, which replaces those of its name.
  func with(_ name: String, _ value: String) -> HTTPResponse {
    var copy = self
    copy.headers[name] = value
    return copy
  }
}
