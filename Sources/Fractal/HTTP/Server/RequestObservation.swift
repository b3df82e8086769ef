import Shared

/// What metrics learn of a finished request.
struct RequestObservation: Sendable {
  /// The method as sent.
  var method: String
  /// The route's pattern, such as `/v1/tasks/{id}`; `-` where no route was found.
  var route: String
  /// The status answered; 0 where the client left before.
  var status: Int
  /// Its step of a distributed trace; nil where its head could not be read.
  var trace: TraceContext?
  /// The step that the caller named.
  var caller: TraceContext?
  /// Seconds from the request's first line to the end of the answer.
  var seconds: Double
}
