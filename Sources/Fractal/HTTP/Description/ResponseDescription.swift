/// One answer that a route gives.
struct ResponseDescription: Sendable {
  /// The status code.
  var status: Int
  /// One sentence that says when.
  var summary: String
  /// The media type of its body; nil where it has none.
  var contentType: String?
  /// The form of its body where that is JSON.
  var schema: Schema?

  /// A JSON document of that form.
  static func json(_ status: Int, _ summary: String, _ schema: Schema) -> ResponseDescription {
    ResponseDescription(
      status: status, summary: summary, contentType: "application/json", schema: schema)
  }

  /// A body of another media type.
  static func content(_ status: Int, _ summary: String, _ type: String) -> ResponseDescription {
    ResponseDescription(status: status, summary: summary, contentType: type, schema: nil)
  }

  /// No body.
  static func empty(_ status: Int, _ summary: String) -> ResponseDescription {
    ResponseDescription(status: status, summary: summary, contentType: nil, schema: nil)
  }

  /// A problem document, beside those that the router adds by itself.
  static func problem(_ status: Int, _ summary: String) -> ResponseDescription {
    ResponseDescription(
      status: status, summary: summary, contentType: "application/problem+json",
      schema: .named("Problem", Problem.schema))
  }
}

extension Problem {
  /// The form of a problem document.
  static let schema = Schema.object(
    ["type": .string(), "title": .string(), "status": .integer(400...599)],
    optional: [
      "detail": .string(), "instance": .string(),
      "errors": .array(.object(["pointer": .string(), "detail": .string()])),
    ])
}
