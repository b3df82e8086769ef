import Shared

/// An error as the client reads it: a problem document (RFC 9457).
struct Problem: Error, Sendable, Equatable {
  /// One fault of a body or a query.
  struct Fault: Sendable, Equatable {
    /// Where: a JSON pointer (RFC 6901) into the body, or `?name` for a query parameter.
    var pointer: String
    /// What is wrong, without the value that was sent.
    var detail: String
  }

  /// The status code.
  var status: Int
  /// A stable name, the last part of the problem's type, such as `body-too-large`.
  var code: String
  /// What happened, the same for every problem of this code.
  var title: String
  /// What happened this time; never text from outside.
  var detail: String?
  /// Seconds after which the client may try again, for 429 and 503.
  var retryAfter: Int?
  /// What is wrong with the body or the query, one by one.
  var faults: [Fault] = []
  /// Further members, such as the list of workspaces to choose from.
  var extras: [(String, JSONValue)] = []
  /// Header fields of the answer beside the usual, such as `Allow`.
  var headers = HTTPHeaders()

  /// A problem of that status and name.
  init(_ status: Int, _ code: String, _ title: String, detail: String? = nil) {
    self.status = status
    self.code = code
    self.title = title
    self.detail = detail
  }

  /// True where both look the same to a client.
  static func == (lhs: Problem, rhs: Problem) -> Bool {
    lhs.status == rhs.status && lhs.document(requestID: "") == rhs.document(requestID: "")
  }

  /// The document, with the id under which the request stands in the logs.
  func document(requestID: String) -> JSONValue {
    var object: JSONObject = [
      "type": .string("urn:fractal:problem:\(code)"), "title": .string(title),
      "status": .int(Int64(status)),
    ]
    if let detail { object["detail"] = .string(detail) }
    object["instance"] = .string("urn:fractal:request:\(requestID)")
    if !faults.isEmpty {
      object["errors"] = .array(
        faults.prefix(HTTPLimits.problemsListed).map {
          ["pointer": .string($0.pointer), "detail": .string($0.detail)]
        })
    }
    for (name, value) in extras { object[name] = value }
    return .object(object)
  }

  /// The answer that carries the document.
  func response(requestID: String) -> HTTPResponse {
    var fields = headers
    fields["Content-Type"] = "application/problem+json"
    fields["Cache-Control"] = "no-store"
    if let retryAfter { fields["Retry-After"] = String(max(1, retryAfter)) }
    return HTTPResponse(
      status: status, headers: fields,
      body: .bytes(document(requestID: requestID).serializedBytes))
  }
}
