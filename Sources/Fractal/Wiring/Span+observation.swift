import Shared

extension Span {
  /// The step that an answered request was in its trace; nil where its head could not be read.
  init?(_ request: RequestObservation) {
    guard let trace = request.trace else { return nil }
    self.init(
      "\(request.method) \(request.route)", .server, context: trace,
      parentSpanID: request.caller?.spanID, seconds: request.seconds,
      attributes: [
        "http.request.method": .string(request.method), "http.route": .string(request.route),
        "http.response.status_code": .int(Int64(request.status)),
      ], failure: request.status >= 500 ? "http_\(request.status)" : nil)
  }
}
