/// What the OpenAPI document says about a route beside its method, path and body.
struct Operation: Sendable {
  /// The operation's name in clients generated from the document, such as `getTask`.
  var id: String
  /// The group under which it is listed.
  var tag: String
  /// One line that says what it does.
  var summary: String
  /// More, where there is more to say.
  var details: String?
  /// The query parameters it reads.
  var query: [QueryParameter] = []
  /// The headers it reads beside the usual ones.
  var headers: [HeaderParameter] = []
  /// The schemes by which it checks callers itself, any of which may do; only on open routes.
  var security: [String] = []
  /// Its answers; the problems that every route of its kind can give are added.
  var responses: [ResponseDescription]
}
