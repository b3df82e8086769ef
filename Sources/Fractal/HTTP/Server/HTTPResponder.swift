/// What the server asks about each request. The router is one.
protocol HTTPResponder: Sendable {
  /// Decides, before the body is read, whether and how it is. Called on a connection's thread.
  func admit(_ head: HTTPRequestHead) -> Admission
  /// Decides about the caller of a large body before it is read: nil lets it come.
  func refuse(_ head: HTTPRequestHead, _ admission: Admission.Terms) async -> HTTPResponse?
  /// Answers the request.
  func respond(to request: HTTPRequest, _ admission: Admission.Terms) async -> HTTPResponse
}
